-- A land register of four parcels, and a cadastral map with two more: run it into an empty SQLite file, then run the operations on that.
create table parcel (
  id text primary key, old_commune text not null, sheet text not null, number text not null,
  area_m2 text not null, legal_area_m2 text not null,
  street text, commune text not null, province text not null,
  uses text, uses_2014 text, origin text, term text,
  certificate_serial text not null, certificate_register text not null, certificate_date text not null,
  updated_at text not null,
  unique (old_commune, sheet, number)
) without rowid;
create table holding (
  parcel_id text not null references parcel (id), holder_kind text not null, holder_id text not null,
  holder_name text, share text,
  primary key (parcel_id, holder_id)
) without rowid;
create index holding_by_holder on holding (holder_id, holder_kind);
create index parcel_by_certificate on parcel (certificate_serial);
create table surveyed_parcel (
  id text primary key, old_commune text not null, sheet text not null, number text not null, area_m2 text not null,
  place text, commune text not null, province text not null, uses text not null,
  user_id text, user_name text, surveyed_at text not null,
  unique (old_commune, sheet, number)
) without rowid;
create index surveyed_parcel_by_user on surveyed_parcel (user_id);
insert into parcel values
  ('TD-02635-000017', '02635', '12', '345', '182.5', '182.5', 'Số 12, tổ 4', '02647', '15',
   'ODT', null, 'DG-CTT', 'Lâu dài', 'AA 00123456', 'CH00431', '2018-04-02', '2024-09-30'),
  ('TD-02716-000208', '02716', '7', '61', '1240', '1238.4', 'Thôn Bản Vền', '02683', '15',
   'ONT;CLN', 'ONT;CLN', 'CNQ-KTT', '2064-07-01', '-/-', '-/-', '-/-', '2023-02-14'),
  ('TD-02635-000090', '02635', '3', '18', '640.7', '640.7', 'Tổ 9', '02647', '15',
   'TMD', null, 'DT-TML', '2059-12-31', 'AB 00654321', 'CT00077', '2019-11-25', '2024-09-30'),
  ('TD-02716-000209', '02716', '7', '62', '2210', '2210', null, '02683', '15',
   null, 'BHK;LUN', 'CNQ-KTT', '2064-07-01', 'AA 00123457', 'CH00432', '2016-06-01', '2016-07-05');
insert into holding values
  ('TD-02635-000017', 'person', '015194000123', 'Hoàng Thị Mai', 'chung'),
  ('TD-02635-000017', 'person', '010090004567', 'Nguyễn Văn Hùng', 'chung'),
  ('TD-02716-000208', 'person', '015194000123', 'Hoàng Thị Mai', 'riêng'),
  ('TD-02635-000090', 'organisation', '5300999014', 'Công ty TNHH Thương mại Hoa Ban', 'riêng');
insert into surveyed_parcel values
  ('BD-02716-000011', '02716', '203', '14', '415.8', 'Thôn Bản Vền', '02683', '15', 'ONT;CLN',
   '015194000123', 'Hoàng Thị Mai', '2021-05-18'),
  ('BD-02716-000012', '02716', '203', '15', '903', null, '02683', '15', 'LUC', null, 'Lò Văn Pâng', '2021-05-18');
