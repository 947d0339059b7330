/// The 99 communes of the province since 1 July 2025, each with the old units it was made of:
/// `code|name|old province/old district/old code/old name;…`, sorted by code.
///
/// - Source: two MIT-licensed public tables (tranngocminhhieu/vietnamadminunits 780c279;
///   thanglequoc/vietnamese-provinces-database cd58063), Lào Cai only. The vocabulary ships the
///   same table; a test holds the two together.
let communeTable = """
    02647|Phường Lào Cai|10/Thành phố Lào Cai/02635/Phường Duyên Hải;10/Thành phố Lào Cai/02641/Phường Lào Cai;10/Thành phố Lào Cai/02644/Phường Cốc Lếu;10/Thành phố Lào Cai/02647/Phường Kim Tân;10/Thành phố Lào Cai/02665/Xã Vạn Hòa;10/Huyện Bảo Thắng/02911/Xã Bản Phiệt
    02671|Phường Cam Đường|10/Thành phố Lào Cai/02650/Phường Bắc Lệnh;10/Thành phố Lào Cai/02653/Phường Pom Hán;10/Thành phố Lào Cai/02656/Phường Xuân Tăng;10/Thành phố Lào Cai/02658/Phường Bình Minh;10/Thành phố Lào Cai/02668/Phường Bắc Cường;10/Thành phố Lào Cai/02671/Phường Nam Cường;10/Thành phố Lào Cai/02674/Xã Cam Đường
    02680|Xã Hợp Thành|10/Thành phố Lào Cai/02677/Xã Tả Phời;10/Thành phố Lào Cai/02680/Xã Hợp Thành
    02683|Xã Bát Xát|10/Huyện Bát Xát/02683/Thị trấn Bát Xát;10/Huyện Bát Xát/02710/Xã Bản Vược;10/Huyện Bát Xát/02716/Xã Bản Qua;10/Huyện Bát Xát/02734/Xã Quang Kim;10/Huyện Bát Xát/02743/Xã Phìn Ngan
    02686|Xã A Mú Sung|10/Huyện Bát Xát/02686/Xã A Mú Sung;10/Huyện Bát Xát/02689/Xã Nậm Chạc
    02695|Xã Trịnh Tường|10/Huyện Bát Xát/02695/Xã Trịnh Tường;10/Huyện Bát Xát/02704/Xã Cốc Mỳ
    02701|Xã Y Tý|10/Huyện Bát Xát/02692/Xã A Lù;10/Huyện Bát Xát/02701/Xã Y Tý
    02707|Xã Dền Sáng|10/Huyện Bát Xát/02707/Xã Dền Sáng;10/Huyện Bát Xát/02713/Xã Sàng Ma Sáo;10/Huyện Bát Xát/02722/Xã Dền Thàng
    02725|Xã Bản Xèo|10/Huyện Bát Xát/02719/Xã Mường Vi;10/Huyện Bát Xát/02725/Xã Bản Xèo;10/Huyện Bát Xát/02737/Xã Pa Cheo
    02728|Xã Mường Hum|10/Huyện Bát Xát/02728/Xã Mường Hum;10/Huyện Bát Xát/02731/Xã Trung Lèng Hồ;10/Huyện Bát Xát/02740/Xã Nậm Pung
    02746|Xã Cốc San|10/Thành phố Lào Cai/02662/Xã Đồng Tuyển;10/Thành phố Lào Cai/02746/Xã Cốc San;10/Huyện Bát Xát/02749/Xã Tòng Sành
    02752|Xã Pha Long|10/Huyện Mường Khương/02752/Xã Pha Long;10/Huyện Mường Khương/02755/Xã Tả Ngài Chồ;10/Huyện Mường Khương/02764/Xã Dìn Chin;10/Huyện Mường Khương/02767/Xã Tả Gia Khâu
    02761|Xã Mường Khương|10/Huyện Mường Khương/02758/Xã Tung Chung Phố;10/Huyện Mường Khương/02761/Thị trấn Mường Khương;10/Huyện Mường Khương/02770/Xã Nậm Chảy;10/Huyện Mường Khương/02773/Xã Nấm Lư;10/Huyện Mường Khương/02779/Xã Thanh Bình
    02782|Xã Cao Sơn|10/Huyện Mường Khương/02776/Xã Lùng Khấu Nhin;10/Huyện Mường Khương/02782/Xã Cao Sơn;10/Huyện Mường Khương/02791/Xã La Pan Tẩn;10/Huyện Mường Khương/02794/Xã Tả Thàng
    02788|Xã Bản Lầu|10/Huyện Mường Khương/02785/Xã Lùng Vai;10/Huyện Mường Khương/02788/Xã Bản Lầu;10/Huyện Mường Khương/02797/Xã Bản Sen
    02809|Xã Si Ma Cai|10/Huyện Si Ma Cai/02800/Xã Nàn Sán;10/Huyện Si Ma Cai/02809/Thị trấn Si Ma Cai;10/Huyện Si Ma Cai/02812/Xã Sán Chải;10/Huyện Si Ma Cai/02821/Xã Cán Cấu;10/Huyện Si Ma Cai/02827/Xã Quan Hồ Thẩn
    02824|Xã Sín Chéng|10/Huyện Si Ma Cai/02803/Xã Thào Chư Phìn;10/Huyện Si Ma Cai/02806/Xã Bản Mế;10/Huyện Si Ma Cai/02824/Xã Sín Chéng;10/Huyện Si Ma Cai/02836/Xã Nàn Sín
    02839|Xã Bắc Hà|10/Huyện Bắc Hà/02839/Thị trấn Bắc Hà;10/Huyện Bắc Hà/02857/Xã Thải Giàng Phố;10/Huyện Bắc Hà/02863/Xã Hoàng Thu Phố;10/Huyện Bắc Hà/02866/Xã Bản Phố;10/Huyện Bắc Hà/02875/Xã Na Hối;10/Huyện Bắc Hà/02881/Xã Nậm Mòn
    02842|Xã Tả Củ Tỷ|10/Huyện Bắc Hà/02842/Xã Lùng Cải;10/Huyện Bắc Hà/02854/Xã Tả Củ Tỷ
    02848|Xã Lùng Phình|10/Huyện Si Ma Cai/02818/Xã Lùng Thẩn;10/Huyện Bắc Hà/02848/Xã Lùng Phình;10/Huyện Bắc Hà/02851/Xã Tả Van Chư
    02869|Xã Bản Liền|10/Huyện Bắc Hà/02869/Xã Bản Liền;10/Huyện Bắc Hà/02887/Xã Nậm Khánh
    02890|Xã Bảo Nhai|10/Huyện Bắc Hà/02878/Xã Cốc Ly;10/Huyện Bắc Hà/02884/Xã Nậm Đét;10/Huyện Bắc Hà/02890/Xã Bảo Nhai
    02896|Xã Cốc Lầu|10/Huyện Bắc Hà/02893/Xã Nậm Lúc;10/Huyện Bắc Hà/02896/Xã Cốc Lầu;10/Huyện Bắc Hà/02899/Xã Bản Cái
    02902|Xã Phong Hải|10/Huyện Bảo Thắng/02902/Thị trấn Nông trường Phong Hải;10/Huyện Bảo Thắng/02914/Xã Bản Cầm
    02905|Xã Bảo Thắng|10/Huyện Bảo Thắng/02905/Thị trấn Phố Lu;10/Huyện Bảo Thắng/02917/Xã Thái Niên;10/Huyện Bảo Thắng/02929/Xã Sơn Hải;10/Huyện Bảo Thắng/02938/Xã Sơn Hà
    02908|Xã Tằng Loỏng|10/Huyện Bảo Thắng/02908/Thị trấn Tằng Loỏng;10/Huyện Bảo Thắng/02944/Xã Phú Nhuận
    02923|Xã Gia Phú|10/Thành phố Lào Cai/02659/Xã Thống Nhất;10/Huyện Bảo Thắng/02923/Xã Gia Phú;10/Huyện Bảo Thắng/02932/Xã Xuân Giao
    02926|Xã Xuân Quang|10/Huyện Bảo Thắng/02920/Xã Phong Niên;10/Huyện Bảo Thắng/02926/Xã Xuân Quang;10/Huyện Bảo Thắng/02935/Xã Trì Quang
    02947|Xã Bảo Yên|10/Huyện Bảo Yên/02947/Thị trấn Phố Ràng;10/Huyện Bảo Yên/02980/Xã Xuân Thượng;10/Huyện Bảo Yên/02986/Xã Yên Sơn;10/Huyện Bảo Yên/02992/Xã Lương Sơn
    02953|Xã Nghĩa Đô|10/Huyện Bảo Yên/02950/Xã Tân Tiến;10/Huyện Bảo Yên/02953/Xã Nghĩa Đô;10/Huyện Bảo Yên/02956/Xã Vĩnh Yên
    02962|Xã Xuân Hòa|10/Huyện Bảo Yên/02962/Xã Xuân Hòa;10/Huyện Bảo Yên/02965/Xã Tân Dương
    02968|Xã Thượng Hà|10/Huyện Bảo Yên/02959/Xã Điện Quan;10/Huyện Bảo Yên/02968/Xã Thượng Hà;10/Huyện Bảo Yên/02977/Xã Minh Tân
    02989|Xã Bảo Hà|10/Huyện Bảo Yên/02971/Xã Kim Sơn;10/Huyện Bảo Yên/02974/Xã Cam Cọn;10/Huyện Bảo Yên/02989/Xã Bảo Hà;10/Huyện Văn Bàn/03070/Xã Tân Thượng;10/Huyện Văn Bàn/03079/Xã Tân An
    02998|Xã Phúc Khánh|10/Huyện Bảo Yên/02983/Xã Việt Tiến;10/Huyện Bảo Yên/02998/Xã Phúc Khánh
    03004|Xã Ngũ Chỉ Sơn|10/Thị xã Sa Pa/03004/Xã Ngũ Chỉ Sơn
    03006|Phường Sa Pa|10/Thị xã Sa Pa/03001/Phường Sa Pa;10/Thị xã Sa Pa/03002/Phường Sa Pả;10/Thị xã Sa Pa/03003/Phường Ô Quý Hồ;10/Thị xã Sa Pa/03006/Phường Phan Si Păng;10/Thị xã Sa Pa/03016/Phường Hàm Rồng;10/Thị xã Sa Pa/03028/Phường Cầu Mây
    03013|Xã Tả Phìn|10/Thị xã Sa Pa/03010/Xã Trung Chải;10/Thị xã Sa Pa/03013/Xã Tả Phìn
    03037|Xã Tả Van|10/Thị xã Sa Pa/03019/Xã Hoàng Liên;10/Thị xã Sa Pa/03037/Xã Mường Hoa;10/Thị xã Sa Pa/03040/Xã Tả Van
    03043|Xã Mường Bo|10/Thị xã Sa Pa/03043/Xã Mường Bo;10/Thị xã Sa Pa/03052/Xã Liên Minh
    03046|Xã Bản Hồ|10/Thị xã Sa Pa/03022/Xã Thanh Bình;10/Thị xã Sa Pa/03046/Xã Bản Hồ
    03061|Xã Võ Lao|10/Huyện Văn Bàn/03061/Xã Võ Lao;10/Huyện Văn Bàn/03067/Xã Nậm Mả;10/Huyện Văn Bàn/03073/Xã Nậm Dạng
    03076|Xã Nậm Chày|10/Huyện Văn Bàn/03076/Xã Nậm Chày;10/Huyện Văn Bàn/03088/Xã Dần Thàng
    03082|Xã Văn Bàn|10/Huyện Văn Bàn/03055/Thị trấn Khánh Yên;10/Huyện Văn Bàn/03064/Xã Sơn Thủy;10/Huyện Văn Bàn/03082/Xã Khánh Yên Thượng;10/Huyện Văn Bàn/03094/Xã Làng Giàng;10/Huyện Văn Bàn/03097/Xã Hòa Mạc
    03085|Xã Nậm Xé|10/Huyện Văn Bàn/03085/Xã Nậm Xé
    03091|Xã Chiềng Ken|10/Huyện Văn Bàn/03091/Xã Chiềng Ken;10/Huyện Văn Bàn/03109/Xã Nậm Tha
    03103|Xã Khánh Yên|10/Huyện Văn Bàn/03100/Xã Khánh Yên Trung;10/Huyện Văn Bàn/03103/Xã Khánh Yên Hạ;10/Huyện Văn Bàn/03118/Xã Liêm Phú
    03106|Xã Dương Quỳ|10/Huyện Văn Bàn/03106/Xã Dương Quỳ;10/Huyện Văn Bàn/03115/Xã Thẩm Dương
    03121|Xã Minh Lương|10/Huyện Văn Bàn/03112/Xã Minh Lương;10/Huyện Văn Bàn/03121/Xã Nậm Xây
    04252|Phường Yên Bái|15/Thành phố Yên Bái/04252/Phường Yên Ninh;15/Thành phố Yên Bái/04255/Phường Minh Tân;15/Thành phố Yên Bái/04258/Phường Nguyễn Thái Học;15/Thành phố Yên Bái/04261/Phường Đồng Tâm;15/Thành phố Yên Bái/04264/Phường Hồng Hà
    04273|Phường Nam Cường|15/Thành phố Yên Bái/04270/Xã Minh Bảo;15/Thành phố Yên Bái/04273/Phường Nam Cường;15/Thành phố Yên Bái/04276/Xã Tuy Lộc;15/Huyện Trấn Yên/04522/Xã Cường Thịnh
    04279|Phường Văn Phú|15/Thành phố Yên Bái/04249/Phường Yên Thịnh;15/Thành phố Yên Bái/04279/Xã Tân Thịnh;15/Thành phố Yên Bái/04558/Xã Văn Phú;15/Huyện Yên Bình/04783/Xã Phú Thịnh
    04288|Phường Nghĩa Lộ|15/Thị xã Nghĩa Lộ/04282/Phường Pú Trạng;15/Thị xã Nghĩa Lộ/04288/Phường Tân An;15/Thị xã Nghĩa Lộ/04300/Xã Nghĩa An;15/Huyện Văn Chấn/04666/Xã Nghĩa Sơn
    04303|Xã Lục Yên|15/Huyện Lục Yên/04303/Thị trấn Yên Thế;15/Huyện Lục Yên/04330/Xã Minh Xuân;15/Huyện Lục Yên/04339/Xã Yên Thắng;15/Huyện Lục Yên/04348/Xã Liễu Đô
    04309|Xã Lâm Thượng|15/Huyện Lục Yên/04306/Xã Tân Phượng;15/Huyện Lục Yên/04309/Xã Lâm Thượng;15/Huyện Lục Yên/04312/Xã Khánh Thiện;15/Huyện Lục Yên/04318/Xã Mai Sơn
    04336|Xã Tân Lĩnh|15/Huyện Lục Yên/04315/Xã Minh Chuẩn;15/Huyện Lục Yên/04321/Xã Khai Trung;15/Huyện Lục Yên/04336/Xã Tân Lĩnh;15/Huyện Lục Yên/04354/Xã Tân Lập;15/Huyện Lục Yên/04366/Xã Phan Thanh
    04342|Xã Khánh Hòa|15/Huyện Lục Yên/04327/Xã An Lạc;15/Huyện Lục Yên/04333/Xã Tô Mậu;15/Huyện Lục Yên/04342/Xã Khánh Hòa;15/Huyện Lục Yên/04351/Xã Động Quan
    04345|Xã Mường Lai|15/Huyện Lục Yên/04324/Xã Mường Lai;15/Huyện Lục Yên/04345/Xã Vĩnh Lạc;15/Huyện Lục Yên/04357/Xã Minh Tiến;15/Huyện Lục Yên/04369/Xã An Phú
    04363|Xã Phúc Lợi|15/Huyện Lục Yên/04360/Xã Trúc Lâu;15/Huyện Lục Yên/04363/Xã Phúc Lợi;15/Huyện Lục Yên/04372/Xã Trung Tâm
    04375|Xã Mậu A|15/Huyện Văn Yên/04375/Thị trấn Mậu A;15/Huyện Văn Yên/04405/Xã Mậu Đông;15/Huyện Văn Yên/04408/Xã Ngòi A;15/Huyện Văn Yên/04417/Xã An Thịnh;15/Huyện Văn Yên/04420/Xã Yên Thái
    04381|Xã Lâm Giang|15/Huyện Văn Yên/04378/Xã Lang Thíp;15/Huyện Văn Yên/04381/Xã Lâm Giang
    04387|Xã Châu Quế|15/Huyện Văn Yên/04384/Xã Châu Quế Thượng;15/Huyện Văn Yên/04387/Xã Châu Quế Hạ
    04399|Xã Đông Cuông|15/Huyện Văn Yên/04390/Xã An Bình;15/Huyện Văn Yên/04393/Xã Quang Minh;15/Huyện Văn Yên/04396/Xã Đông An;15/Huyện Văn Yên/04399/Xã Đông Cuông
    04402|Xã Phong Dụ Hạ|15/Huyện Văn Yên/04402/Xã Phong Dụ Hạ;15/Huyện Văn Yên/04411/Xã Xuân Tầm
    04423|Xã Phong Dụ Thượng|15/Huyện Văn Yên/04423/Xã Phong Dụ Thượng
    04429|Xã Tân Hợp|15/Huyện Văn Yên/04414/Xã Tân Hợp;15/Huyện Văn Yên/04429/Xã Đại Sơn;15/Huyện Văn Yên/04453/Xã Nà Hẩu
    04441|Xã Xuân Ái|15/Huyện Văn Yên/04426/Xã Yên Hợp;15/Huyện Văn Yên/04435/Xã Đại Phác;15/Huyện Văn Yên/04438/Xã Yên Phú;15/Huyện Văn Yên/04441/Xã Xuân Ái;15/Huyện Văn Yên/04447/Xã Viễn Sơn
    04450|Xã Mỏ Vàng|15/Huyện Văn Yên/04450/Xã Mỏ Vàng;15/Huyện Văn Chấn/04645/Xã An Lương
    04456|Xã Mù Cang Chải|15/Huyện Mù Căng Chải/04456/Thị trấn Mù Cang Chải;15/Huyện Mù Căng Chải/04468/Xã Mồ Dề;15/Huyện Mù Căng Chải/04471/Xã Chế Cu Nha;15/Huyện Mù Căng Chải/04477/Xã Kim Nọi
    04462|Xã Nậm Có|15/Huyện Mù Căng Chải/04462/Xã Nậm Có
    04465|Xã Khao Mang|15/Huyện Mù Căng Chải/04459/Xã Hồ Bốn;15/Huyện Mù Căng Chải/04465/Xã Khao Mang
    04474|Xã Lao Chải|15/Huyện Mù Căng Chải/04474/Xã Lao Chải
    04489|Xã Chế Tạo|15/Huyện Mù Căng Chải/04489/Xã Chế Tạo
    04492|Xã Púng Luông|15/Huyện Mù Căng Chải/04483/Xã La Pán Tẩn;15/Huyện Mù Căng Chải/04486/Xã Dế Xu Phình;15/Huyện Mù Căng Chải/04492/Xã Púng Luông;15/Huyện Mù Căng Chải/04495/Xã Nậm Khắt
    04498|Xã Trấn Yên|15/Huyện Trấn Yên/04498/Thị trấn Cổ Phúc;15/Huyện Trấn Yên/04501/Xã Tân Đồng;15/Huyện Trấn Yên/04504/Xã Báo Đáp;15/Huyện Trấn Yên/04510/Xã Thành Thịnh;15/Huyện Trấn Yên/04513/Xã Hòa Cuông;15/Huyện Trấn Yên/04516/Xã Minh Quán
    04531|Xã Quy Mông|15/Huyện Trấn Yên/04519/Xã Quy Mông;15/Huyện Trấn Yên/04525/Xã Kiên Thành;15/Huyện Trấn Yên/04531/Xã Y Can
    04537|Xã Lương Thịnh|15/Huyện Trấn Yên/04537/Xã Lương Thịnh;15/Huyện Trấn Yên/04573/Xã Hưng Thịnh
    04543|Phường Âu Lâu|15/Thành phố Yên Bái/04540/Xã Âu Lâu;15/Thành phố Yên Bái/04543/Xã Giới Phiên;15/Thành phố Yên Bái/04546/Phường Hợp Minh;15/Huyện Trấn Yên/04567/Xã Minh Quân
    04564|Xã Việt Hồng|15/Huyện Trấn Yên/04564/Xã Việt Cường;15/Huyện Trấn Yên/04579/Xã Việt Hồng;15/Huyện Trấn Yên/04582/Xã Vân Hội
    04576|Xã Hưng Khánh|15/Huyện Trấn Yên/04570/Xã Hồng Ca;15/Huyện Trấn Yên/04576/Xã Hưng Khánh
    04585|Xã Hạnh Phúc|15/Huyện Trạm Tấu/04585/Thị trấn Trạm Tấu;15/Huyện Trạm Tấu/04594/Xã Xà Hồ;15/Huyện Trạm Tấu/04612/Xã Bản Công;15/Huyện Trạm Tấu/04618/Xã Hát Lừu
    04603|Xã Tà Xi Láng|15/Huyện Trạm Tấu/04603/Xã Tà Si Láng
    04606|Xã Trạm Tấu|15/Huyện Trạm Tấu/04588/Xã Túc Đán;15/Huyện Trạm Tấu/04591/Xã Pá Lau;15/Huyện Trạm Tấu/04600/Xã Trạm Tấu;15/Huyện Trạm Tấu/04606/Xã Pá Hu
    04609|Xã Phình Hồ|15/Huyện Trạm Tấu/04597/Xã Phình Hồ;15/Huyện Trạm Tấu/04609/Xã Làng Nhì;15/Huyện Trạm Tấu/04615/Xã Bản Mù
    04630|Xã Tú Lệ|15/Huyện Mù Căng Chải/04480/Xã Cao Phạ;15/Huyện Văn Chấn/04630/Xã Tú Lệ
    04636|Xã Gia Hội|15/Huyện Văn Chấn/04633/Xã Nậm Búng;15/Huyện Văn Chấn/04636/Xã Gia Hội;15/Huyện Văn Chấn/04648/Xã Nậm Lành
    04651|Xã Sơn Lương|15/Huyện Văn Chấn/04639/Xã Sùng Đô;15/Huyện Văn Chấn/04642/Xã Nậm Mười;15/Huyện Văn Chấn/04651/Xã Sơn Lương;15/Huyện Văn Chấn/04654/Xã Suối Quyền
    04660|Xã Liên Sơn|15/Thị xã Nghĩa Lộ/04297/Xã Nghĩa Phúc;15/Huyện Văn Chấn/04621/Thị trấn Nông trường Liên Sơn;15/Thị xã Nghĩa Lộ/04660/Xã Sơn A
    04663|Phường Trung Tâm|15/Thị xã Nghĩa Lộ/04285/Phường Trung Tâm;15/Thị xã Nghĩa Lộ/04294/Xã Nghĩa Lợi;15/Thị xã Nghĩa Lộ/04624/Xã Nghĩa Lộ;15/Thị xã Nghĩa Lộ/04663/Xã Phù Nham
    04672|Xã Văn Chấn|15/Huyện Văn Chấn/04657/Xã Suối Giàng;15/Huyện Văn Chấn/04669/Xã Suối Bu;15/Huyện Văn Chấn/04672/Thị trấn Sơn Thịnh;15/Huyện Văn Chấn/04690/Xã Đồng Khê
    04681|Phường Cầu Thia|15/Thị xã Nghĩa Lộ/04291/Phường Cầu Thia;15/Thị xã Nghĩa Lộ/04675/Xã Thanh Lương;15/Thị xã Nghĩa Lộ/04678/Xã Hạnh Sơn;15/Thị xã Nghĩa Lộ/04681/Xã Phúc Sơn;15/Thị xã Nghĩa Lộ/04684/Xã Thạch Lương
    04693|Xã Cát Thịnh|15/Huyện Văn Chấn/04693/Xã Cát Thịnh
    04699|Xã Chấn Thịnh|15/Huyện Văn Chấn/04687/Xã Đại Lịch;15/Huyện Văn Chấn/04696/Xã Tân Thịnh;15/Huyện Văn Chấn/04699/Xã Chấn Thịnh
    04705|Xã Thượng Bằng La|15/Huyện Văn Chấn/04627/Thị trấn Nông trường Trần Phú;15/Huyện Văn Chấn/04705/Xã Thượng Bằng La
    04711|Xã Nghĩa Tâm|15/Huyện Văn Chấn/04702/Xã Bình Thuận;15/Huyện Văn Chấn/04708/Xã Minh An;15/Huyện Văn Chấn/04711/Xã Nghĩa Tâm
    04714|Xã Yên Bình|15/Huyện Yên Bình/04714/Thị trấn Yên Bình;15/Huyện Yên Bình/04756/Xã Tân Hương;15/Huyện Yên Bình/04768/Xã Đại Đồng;15/Huyện Yên Bình/04777/Xã Thịnh Hưng
    04717|Xã Thác Bà|15/Huyện Yên Bình/04717/Thị trấn Thác Bà;15/Huyện Yên Bình/04762/Xã Bạch Hà;15/Huyện Yên Bình/04765/Xã Vũ Linh;15/Huyện Yên Bình/04771/Xã Vĩnh Kiên;15/Huyện Yên Bình/04780/Xã Hán Đà;15/Huyện Yên Bình/04786/Xã Đại Minh
    04726|Xã Cảm Nhân|15/Huyện Yên Bình/04720/Xã Xuân Long;15/Huyện Yên Bình/04726/Xã Cảm Nhân;15/Huyện Yên Bình/04729/Xã Ngọc Chấn
    04744|Xã Yên Thành|15/Huyện Yên Bình/04735/Xã Phúc Ninh;15/Huyện Yên Bình/04741/Xã Mỹ Gia;15/Huyện Yên Bình/04744/Xã Xuân Lai;15/Huyện Yên Bình/04753/Xã Yên Thành;15/Huyện Yên Bình/04759/Xã Phúc An
    04750|Xã Bảo Ái|15/Huyện Yên Bình/04732/Xã Tân Nguyên;15/Huyện Yên Bình/04738/Xã Bảo Ái;15/Huyện Yên Bình/04747/Xã Mông Sơn;15/Huyện Yên Bình/04750/Xã Cảm Ân
    """
