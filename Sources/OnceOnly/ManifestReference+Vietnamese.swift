extension ManifestReference {
    static let vietnamese = #"""
        # Tệp kết nối (manifest)

        [English](manifest.md)

        *Tệp kết nối* ghi một sổ (cơ sở dữ liệu, hệ thống của cơ quan) cung cấp được gì, hỏi bằng khóa nào, và mỗi khái niệm nằm ở đâu trong câu trả lời. Sổ
        thuộc một trong bốn loại kết nối chỉ cần tệp này: không cần viết mã, không cần phát hành bản mới. Trang này do
        `onceonly connector reference --language vi` viết ra từ chính những gì bộ đọc nhận.

        ```
        Connectors/<mã>/manifest.yaml     ánh xạ
        Connectors/<mã>/cases.yaml        phải đọc được gì từ các mẫu
        Connectors/<mã>/samples/…         câu trả lời mẫu, người trong đó không có thật
        Connectors/grants.yaml            mục đích nào được đọc khái niệm nào, theo căn cứ nào: chưa có quyền thì không hỏi gì
        ```

        *Khái niệm* (`full_name`), *loại* chủ thể (`person`, `parcel`), khóa của chúng, *quan hệ* dẫn từ chủ thể này sang chủ thể khác (`spouse`) và danh mục mã
        là các từ trong `FormSchemas/vocabulary`: hãy tìm ở đó xem một giá trị gọi là gì. Điều từ vựng chưa có từ thì không ánh xạ; khái niệm mới là một mục ở
        đó. Mọi thứ trong tệp kết nối viết bằng các từ ấy; chỉ đường dẫn và mã là của sổ.

        ## Từ một sổ chưa biết đến tệp kết nối

        1. `onceonly connector new land2 --sample reply.json --about parcel --key parcel_id --legal-basis "…"` viết bản nháp từ một câu trả lời, một tệp CSV
           hoặc một bảng (`--database`, `--table`). Điều giống một khái niệm cả về tên lẫn giá trị thì được nối; điều chưa chắc đứng đó như chú thích kèm lý do.
           Cột chứa dữ liệu nhị phân thì bỏ.
           Mẫu được giữ lại đã thay mọi giá trị.
        2. Quyết định điều chỉ bạn biết: địa chỉ và cách đăng nhập, câu hỏi gửi đi, `notFound`, `recordedAt`, `authority`, và những gì còn là chú thích.
        3. `onceonly connector try land2 --sample reply.json` cho thấy với từng ánh xạ: đường dẫn, dẫn tới đâu, ở đó có gì, và giá trị đọc được hoặc vì sao
           không. Với `--key @key.txt` lệnh hỏi chính sổ ấy. Giá trị được che, trừ khi có `--show-values`.
        4. Khi ánh xạ đã xong, làm lại mẫu: `onceonly connector redact reply.json --connector land2 > Connectors/land2/samples/parcel.json`: các từ mà đường dẫn
           và điều kiện so sánh được giữ nguyên, mã thành mã khác cùng danh mục. Ghi vào `cases.yaml` điều phải đọc được từ mẫu.
        5. `onceonly lint` đối chiếu với từ vựng và với các mẫu. Mọi mã lỗi: [lint.vi.md](lint.vi.md).
        6. Cho quyền đọc trong `Connectors/grants.yaml`; sau đó `onceonly coverage BIỂU_MẪU` cho thấy sổ điền được ô nào.
        7. `onceonly connector record land2.parcel --keys keys.txt` giữ câu trả lời thật với mọi giá trị đã thay; `onceonly connector replay recordings`
           đọc lại mỗi khi tệp kết nối đổi; `prefill --replay recordings` điền biểu mẫu từ đó, không cần mạng.
        8. `onceonly connector check` cho biết từng sổ đã cấu hình, kết nối được, trả lời được chưa, mất bao lâu, và vì sao không. Sổ không có ca nào
           có khóa thì chỉ được kết nối thử. Câu trả lời không mang khóa đã hỏi không phải là trả lời, ở đây cũng như ở `try`.

        ## Hỏi sổ thế nào

        Khóa được đặt vào chỗ ghi `{personal_id_number}` (đường dẫn, tiêu đề, nội dung; viết đúng quy cách của chỗ ấy), `:personal_id_number` (SQL; gắn tham số,
        không bao giờ ghép vào câu) hoặc so với cột mà `column` nêu (bảng; so như khóa, khoảng trắng không ảnh hưởng). Mọi khóa trong `key` đều phải được dùng.
        Một `operation` là một câu hỏi; sổ trả lời theo nhiều loại khóa thì có nhiều câu hỏi. Không ghi `method` thì là GET; SOAP là POST với `action` và `body`.
        Lượt hỏi hỏng được lặp lại trong thời hạn, trừ điều chính sổ đã trả lời; sổ đã trả lời 429 hoặc 503 kèm `Retry-After` thì không hỏi trước lúc ấy, lâu nhất là một giờ.

        ### Nhiều chủ thể trong một lượt

        Sổ nhận một danh sách khóa thì khai `batch` (`sql` và `json`, cho câu hỏi bằng một khóa): `size` là nhiều nhất bao nhiêu, `request` là chính câu hỏi ấy với
        danh sách ở chỗ của khóa. Trong SQL là `in (:parcel_id)`; trong nội dung JSON, `{personal_id_number}` không có dấu ngoặc kép là một mảng JSON, trong
        đường dẫn các khóa cách nhau bằng dấu phẩy. Các dòng của một biểu mẫu khi đó được hỏi chung, nếu hỏi cùng những điều như nhau:

        {{batch}}

        Câu trả lời được đọc theo quy tắc của một chủ thể: mỗi bản ghi thuộc về chủ thể có khóa mà `identifies` gặp trong đó, theo thứ tự nào cũng được. `record` phải
        gặp nhiều bản ghi (ghi trong `batch`, nếu nằm khác chỗ khi hỏi một chủ thể). Chủ thể không có bản ghi là không có trong sổ, trừ khi có bản ghi không đọc được
        khóa (khi đó là không đọc được) hoặc mang khóa của người không được hỏi (sai chủ thể; bỏ đi và đếm): với `many: list` hoặc `firstBy` thì cả lượt như vậy. `notFound`
        tính theo `at` khi không có bản ghi nào; mã trạng thái không nói ai không có, nên là hỏng. Lượt hỏi hỏng thì hỏng với mọi chủ thể trong đó; `quota` và
        `concurrency` đếm là một lượt. Khi có thể vì một người mà cả lượt bị từ chối, từng nửa được hỏi lại, nhiều nhất 4·log₂ số người. Câu trả lời còn giữ và câu hỏi đang trên đường không hỏi lại. `connector try`, `check` và `record` hỏi từng chủ thể một,
        và bản ghi được phát lại cũng vậy.

        Câu truy vấn chung bằng SQL được viết riêng: không có `not in`, không có `limit` bao quanh danh sách (C018). Lint hỏi chung mọi chủ thể mà `cases.yaml`
        nêu cho cùng một mẫu (C016), và cần ít nhất hai chủ thể tìm thấy (C019).

        ## Đọc câu trả lời thế nào

        1. **Xét.** `refusedWhen` rồi `notFound` được xem trước, theo mã trạng thái HTTP (`status`) hoặc theo điều đứng ở đường dẫn `at` tính từ tài liệu (`is`: là
           một trong các giá trị này; không có `is`: có gì ở đó là đúng). 401 và 403 tự nó là từ chối; mọi mã trạng thái khác không được nêu, kể cả 404, và lỗi
           SOAP là hỏng, không bao giờ là "không có". Không đi theo chuyển hướng.
        2. **Bản ghi.** `record` ghi bản ghi nằm ở đâu (SQL và bảng: `rows`). Tài liệu không có chỗ ấy là không đọc được, để trang báo
           lỗi không bị hiểu là "không có người này"; có chỗ ấy mà ghi null là không có bản ghi, danh sách rỗng cũng vậy khi có quy tắc:
           `notFound: {at: "$[?length(@) == 0]"}`. Nhiều bản ghi: `many: reject` (là lỗi; mặc định), `list`, hoặc `{firstBy: <FEEL>}` trên `read.<thành phần>`: bản ghi đầu tiên
           mà điều kiện đúng, như `{firstBy: 'read.kind = "head office"'}`. `invalidWhen` nói về bản ghi;
           có `is` thì bản ghi phải nói: không thấy gì ở đó là không đọc được.
        3. **Đúng người.** `identifies` là khóa của chính bản ghi, một đường dẫn, hoặc bảng khái niệm → đường dẫn khi có nhiều khóa. Câu trả lời về người khác bị
           bỏ; câu hỏi không có `identifies` thì không dùng được.
        4. **Giá trị.** Mỗi mục trong `supplies` đọc ở đường dẫn `at`, từ các `parts`, hoặc tính `value`. Từ chữ đứng ở đó đến giá trị của ta, theo thứ tự:
           `list: {separator: ";"}` tách; `codes` đổi mã của sổ (`none`: sổ nói là không có; `unknown`: chưa ghi; đã có bảng đổi thì mã ngoài bảng là không đọc
           được; ghi tên danh mục nghĩa là sổ đã dùng mã của ta); `format` đọc ngày; rồi kiểu của khái niệm kiểm tra. Số viết với dấu chấm thập phân, theo đơn vị
           của từ vựng; đơn vị khác thì tính: `{value: number(read.ha) * 10000, read: {ha: $.area}}`.
        5. **Không có, chưa ghi, không đọc được** là ba điều khác nhau. Không có gì ở đó, chữ rỗng, null của JSON, `xsi:nil` và mã ghi là `unknown` là *chưa ghi*;
           với `complete: true`, không có gì ở đó là *không có*. Đối tượng ở chỗ đọc một chữ, mảng mà đường dẫn không biết, nhiều chữ khác nhau cho khái niệm chỉ
           có một: *không đọc được*, và ô được hỏi với lý do đó. Giá trị sai còn tệ hơn ô trống. Trong các dòng, cột bị thiếu và ô chứa byte (BLOB, `bytea`, chữ có
           byte 0) cũng vậy: chỉ điều đọc từ đó, không gì khác. Nếu đó là khóa, là `identifies`, hay thuộc `notFound`, `refusedWhen`, `invalidWhen`, `recordedAt`,
           `firstBy` thì cả câu trả lời không đọc được; câu truy vấn gọi tên một cột bị thiếu thì thất bại.
        6. **Nghi ngờ.** `invalidWhen` ở một mục của `supplies`, hoặc ở một trong các `parts` của mục đó, nói khi nào không được dùng giá trị ấy, như khi đang được xác
           minh: ô được hỏi với lý do `invalid`, mọi ô khác vẫn điền. `at` tính từ bản ghi (dưới `opens` thì từ phần tử). Không có `is` thì có gì ở đó cũng
           tính, nên dấu chỉ có lúc cần thì nêu bằng đường dẫn; có `is` thì bản ghi phải nói, giá trị mà bản ghi không nói gì về nó thì không
           dùng. Một phần bị đánh dấu thì cả khái niệm không dùng được. Một mẫu phải cho thấy dấu nằm ở đâu (C006).
        7. **Chữ được có gì.** Dấu cách và dấu xuống dòng ở hai đầu bị bỏ, chữ và dấu được dựng sẵn (NFC), còn lại giữ nguyên. Chữ có ký tự điều khiển (trừ tab và
           xuống dòng) hoặc ký tự đổi chiều viết, và chữ dài hơn 4000 ký tự, là không đọc được. Số có hơn 34 chữ số, hoặc viết hết ra có hơn 34 chữ số trước dấu
           thập phân hay 34 số 0 ngay sau dấu ấy (`1e6000`), cũng vậy: không làm tròn số nào. Điều người nộp gõ cũng theo quy tắc này, và bị từ chối kèm lý do.

        ### Đường dẫn

        | kết nối | đường dẫn | `record` | trong `supplies` |
        |---|---|---|---|
        | `json` | JSONPath, RFC 9535 | từ tài liệu, `$.data` | từ bản ghi: `$.name.vi`, `$['tên lạ']`, `$.a[?@.kind=='x'].v` |
        | `xml` | XPath 1.0 với các tiền tố trong `namespaces` | từ tài liệu, `/s:Envelope/s:Body/c:Reply/c:Person` | từ bản ghi: `c:Name`, `@id`, `c:Id[@type='x']` |
        | `sql`, `table` | tên cột | `rows` | `full_name` |

        Chọn một phần tử của mảng bằng điều kiện, theo loại hoặc hiệu lực: `$.addresses[?@.type=='head'].street`, `c:Marriage[not(c:Dissolved)]/c:Date`. Đường dẫn
        có `[`, `*`, `@`, `{`, `#` hoặc dấu hai chấm kèm khoảng trắng thì đặt trong nháy. Trong XML, phần tử thuộc một không gian tên thì có tiền tố trong đường
        dẫn, dù câu trả lời gọi nó thế nào.

        ### Ngày

        `format` gồm `yyyy`, `MM`, `dd`, `HH`, `mm`, `ss`, `S` (phần lẻ của giây, dài ngắn tùy ý), `XXX` (múi giờ, `Z` hoặc `+07:00`), chữ trong nháy đơn và các
        dấu viết nguyên; không ghi thì ngày là `yyyy-MM-dd`. `2026-03-01T08:00:00+07:00` là `"yyyy-MM-dd'T'HH:mm:ssXXX"`. Với `partial: true`, tháng hoặc ngày có
        thể là `00` hay thiếu: `00/00/1950` là năm 1950.

        Điều đã xảy ra không thể ở tương lai: bản ghi có `recordedAt` sau ngày được đọc thì không dùng, và với khái niệm ghi `notFuture: true` trong từ vựng (ngày
        sinh, ngày cấp thẻ; khái niệm ghép thì phần như vậy) một ngày sau đó là không đọc được, dù những điều khác của sổ có đúng. Năm hay tháng còn có thể
        là ngày đã đến thì vẫn tin. `connector try` cho biết; `--as-of` nói hôm ấy là ngày nào.

        ### Khái niệm ghép, giá trị tính, quan hệ

        - Địa chỉ hay giấy tờ tùy thân nêu các phần (`parts`), mỗi phần đọc như một giá trị riêng; phần chưa ghi thì bỏ. Tên các phần là tên trong từ vựng.
        - `value` là FEEL trên `read.<tên>`, đường dẫn ghi ở `read`; điều nó đọc mà không có thì là chưa biết. `null` của nó nghĩa là *sổ nói là không có*, và
          được điền như vậy. Điều còn nghi ngờ thì nói bằng `invalidWhen`, không bao giờ bằng `null`; điều chưa ghi thì nói bằng một từ mà `codes` đổi:
          `{value: 'if read.state = "?" then "?" else read.v', read: {state: $.state, v: $.v}, codes: {"?": unknown}}`.
        - `opens` dẫn tới chủ thể khác: tên quan hệ, `kind`, `key` của từng chủ thể (đường dẫn từ phần tử), `list` khi có nhiều, và `supplies` ghi điều chính
          danh sách nói về từng phần tử. `complete: true` khi danh sách không thể thiếu ai. Danh sách XML nằm trong một phần tử riêng,
          `list: c:Children/c:Child`: chỉ khi ấy mới phân biệt được danh sách rỗng, danh sách không gửi, và danh sách có phần tử đã đổi tên (không đọc được,
          không bao giờ là rỗng).
        - `verifies` dành cho điều sổ chỉ xác nhận, cạnh `key`, trong một câu hỏi riêng: giá trị đã gõ được đặt vào yêu cầu như khóa (ngày viết theo `format`),
          `at` là chỗ của câu trả lời, `yes` và `no` là từ của sổ. Không phải từ nào trong đó thì chưa phải câu trả lời. So sánh thế nào là việc của sổ; giá trị
          được gửi ở dạng dựng sẵn (NFC), không có dấu cách ở hai đầu. Quyền phải có `verifies`; `reads` không bao gồm điều này.
        - Khái niệm có `many` trong từ vựng nhận mọi giá trị mà đường dẫn tìm thấy.

        ### Sổ nào quyết định, dùng được bao lâu

        `authority` xếp hạng các sổ cùng giữ một khái niệm: 1 quyết định, không ghi là 5; hai sổ cùng hạng là lỗi. `freshFor: P6M` là sau `recordedAt` bao lâu thì
        không dùng nữa; `cacheFor: 10m` là được giữ bao lâu cho hồ sơ khác. `timeout` (2s), `concurrency` (8 lượt cùng lúc) và `quota` (không giới hạn) bảo vệ sổ.
        Ai hết hạn chờ trước khi `quota` còn lượt thì được báo là bị giữ lại (`held-back`), không phải sổ không trả lời: `prefill` một hồ sơ sau mười giây,
        một dòng của `prefill --batch` sau một giờ, hoặc theo `--deadline`.

        ### Địa chỉ và bí mật

        Cả hai là tham chiếu `${TÊN}`, biến môi trường; bí mật viết thẳng ra là lỗi (C009). Khi đặt `ONCEONLY_HOSTS`, chỉ máy chủ trong danh sách đó được gọi; chưa
        đặt thì sổ có bí mật phải lấy tên máy chủ từ một biến. `networks` giới hạn địa chỉ mà tên máy chủ được dẫn tới, `trust` nêu tệp chứng thư gốc (PEM) riêng.
        Các khóa này dành cho `json` và `xml`; khóa mà `kind` của sổ không nhận là lỗi (C021).

        ## Ví dụ

        ### JSON qua HTTP

        Câu trả lời cho `GET /companies/5300999014`:

        {{json_reply}}

        {{json}}

        Câu trả lời chia trang thì hỏi tiếp với điều câu trả lời ghi ở `next`, đến khi ở đó không có gì:

        {{page}}

        ### XML qua HTTP, SOAP

        {{xml_reply}}

        {{xml}}

        ### Giá trị trống có lý do, và giá trị còn nghi ngờ

        StUF ghi cạnh phần tử trống vì sao nó trống, ở thuộc tính `noValue`: `geenWaarde` (không có), `waardeOnbekend` (chưa ghi), hoặc
        `nietGeautoriseerd`, `nietOndersteund`, `vastgesteldOnbekend` (không có gì dùng được). Phần tử có `xsi:nil` là không có gì ở đó, còn thuộc tính của nó
        thì có: đường dẫn lấy cả hai, `codes` nói các từ nghĩa là gì, và `invalidWhen` từ chối mọi từ khác, vì có thể bị hiểu là tên. Người này không
        có hộ chiếu, tên không được dùng, ngày sinh đang được xác minh:

        {{doubt_reply}}

        {{doubt}}

        Sổ khác ghi các từ ấy ngay ở chỗ của giá trị: `codes: {"-/-": none, "nil": none, "00000000": unknown}`. Trong JSON, dấu lúc nào cũng có viết là
        `invalidWhen: {at: $.income.underInvestigation, is: ["true"]}`; dấu chỉ có khi có điều cần nói, `{at: $.income.doubt}`. Trong SQL và bảng, dấu là
        một cột.

        ### SQL, SQLite hoặc PostgreSQL

        `${LAND_DB}` là tệp SQLite hoặc `postgresql://…`. Phiên làm việc chỉ được đọc. Trước mỗi lượt hỏi,
        tệp được xem lại, kể cả qua liên kết: tệp khác đặt vào chỗ cũ thì được đọc ngay từ đó (hãy đổi tên cả tệp vào chỗ ấy), tệp không còn là sổ không trả lời.

        {{sql}}

        ### Bảng, CSV

        Dòng đầu là tên cột. `encoding` là `utf-8` (mặc định), `utf-16`, `windows-1258` hoặc `iso-8859-1`; `separator` mặc định là dấu phẩy.
        Tệp được đọc lại khi chính nó, hoặc nơi liên kết của nó dẫn tới, thay đổi.

        {{csv}}

        {{table}}

        ### Các ca

        {{case}}

        ### Quyền đọc

        {{grant}}

        ## Mọi khóa

        Khóa in đậm là bắt buộc.

        {{keys}}
        """#
}
