extension ManifestReference {
    /// Samples and manifests of both pages, by the name that stands for each. The manifests are read by a test.
    static let examples: [String: String] = [
        "json_reply": #"""
        ```json
        {"id": "5300999014", "name": {"vi": "Công ty Hoa Ban"}, "opened": "14/08/2017", "status": "ACTIVE",
         "addresses": [{"type": "head", "street": "Tổ 9", "commune": "02647"}], "chief": {"personalId": "010090004567"}}
        ```
        """#,
        "json": #"""
        ```yaml
        connector: companies
        title: {vi: Sổ doanh nghiệp, en: Companies}
        legalBasis: Luật Doanh nghiệp 59/2020/QH14
        transport:
          kind: json
          url: "${COMPANIES_URL}"
          oauth: {token: "${COMPANIES_TOKEN_URL}", client: "${COMPANIES_CLIENT}", secret: "${COMPANIES_SECRET}"}
          timeout: 2s
          quota: {calls: 100, per: 1m}
        operations:
          company:
            about: organisation
            key: [enterprise_code]
            request: {method: GET, path: "/companies/{enterprise_code}"}
            record: $
            identifies: $.id
            notFound: {status: 404}
            invalidWhen: {at: $.status, is: [REVOKED]}
            supplies:
              organisation_name: {at: $.name.vi, authority: 1}
              enterprise_registration_date: {at: $.opened, format: dd/MM/yyyy, authority: 1}
              head_office:
                parts:
                  street: {at: "$.addresses[?@.type=='head'].street"}
                  commune: {at: "$.addresses[?@.type=='head'].commune"}
                authority: 1
            opens:
              legal_representative: {kind: person, key: {personal_id_number: $.chief.personalId}}
        ```
        """#,
        "xml_reply": #"""
        ```xml
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
          <c:FindResponse xmlns:c="urn:people"><c:Count>1</c:Count>
            <c:Person><c:Id>015194000123</c:Id><c:Name>Hoàng Thị Mai</c:Name><c:Born>19940000</c:Born><c:Sex>2</c:Sex></c:Person>
          </c:FindResponse></s:Body></s:Envelope>
        ```
        """#,
        "xml": #"""
        ```yaml
        connector: people
        title: {vi: Sổ dân cư, en: People}
        legalBasis: Luật Căn cước 26/2023/QH15
        transport:
          kind: xml
          url: "${PEOPLE_URL}"
          bearer: "${PEOPLE_TOKEN}"
          namespaces: {s: http://schemas.xmlsoap.org/soap/envelope/, c: "urn:people"}
        operations:
          person:
            about: person
            key: [personal_id_number]
            request:
              method: POST
              path: /soap
              action: urn:people/Find
              body: |
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:c="urn:people"><s:Body>
                  <c:Find><c:Id>{personal_id_number}</c:Id></c:Find>
                </s:Body></s:Envelope>
            record: /s:Envelope/s:Body/c:FindResponse/c:Person
            identifies: c:Id
            notFound: {at: /s:Envelope/s:Body/c:FindResponse/c:Count, is: ["0"]}
            supplies:
              full_name: {at: c:Name, authority: 1}
              date_of_birth: {at: c:Born, format: yyyyMMdd, partial: true, authority: 1}
              gender: {at: c:Sex, codes: {"0": unknown, "1": "1", "2": "2"}, authority: 1}
        ```
        """#,
        "doubt_reply": #"""
        ```xml
        <b:person xmlns:b="urn:bg" xmlns:s="http://www.egem.nl/StUF/StUF0301" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <b:id>015194000123</b:id>
          <b:name xsi:nil="true" s:noValue="nietGeautoriseerd"/>
          <b:born>19940307</b:born>
          <b:passportIssued xsi:nil="true" s:noValue="geenWaarde"/>
          <b:inOnderzoek><b:field>born</b:field></b:inOnderzoek>
        </b:person>
        ```
        """#,
        "doubt": #"""
        ```yaml
        connector: persons
        title: {vi: Sổ nhân thân, en: Persons}
        legalBasis: Luật Căn cước 26/2023/QH15
        transport:
          kind: xml
          url: "${PERSONS_URL}"
          namespaces: {b: "urn:bg", s: "http://www.egem.nl/StUF/StUF0301"}
        operations:
          person:
            about: person
            key: [personal_id_number]
            request: {path: "/persons/{personal_id_number}"}
            record: /b:person
            identifies: b:id
            supplies:
              full_name:
                at: "b:name | b:name/@s:noValue"
                codes: {geenWaarde: none, waardeOnbekend: unknown}
                invalidWhen: {at: "b:name/@s:noValue[. != 'geenWaarde' and . != 'waardeOnbekend']"}
              date_of_birth:
                at: b:born
                format: yyyyMMdd
                invalidWhen: {at: "b:inOnderzoek/b:field[. = 'born']"}
              passport_issue_date:
                at: "b:passportIssued | b:passportIssued/@s:noValue"
                format: yyyyMMdd
                codes: {geenWaarde: none, waardeOnbekend: unknown}
        ```
        """#,
        "sql": #"""
        ```yaml
        connector: parcels
        title: {vi: Sổ đất, en: Parcels}
        legalBasis: Luật Đất đai 31/2024/QH15
        transport: {kind: sql, database: "${LAND_DB}", timeout: 1s}
        operations:
          parcel:
            about: parcel
            key: [parcel_id]
            request: {query: "select id, area_m2, uses, serial from parcel where id = :parcel_id"}
            batch: {size: 50, request: {query: "select id, area_m2, uses, serial from parcel where id in (:parcel_id)"}}
            record: rows
            identifies: id
            supplies:
              parcel_area: {at: area_m2, authority: 1}
              certificate_serial: {at: serial, codes: {"-/-": none}, authority: 1}
        ```
        """#,
        "csv": #"""
        ```csv
        id;name;born
        015210000123;Lý Thị An;07/03/2010
        ```
        """#,
        "table": #"""
        ```yaml
        connector: pupils
        title: {vi: Danh sách học sinh, en: Pupils}
        legalBasis: Thỏa thuận của thư viện và nhà trường
        transport: {kind: table, file: "${PUPILS_CSV}", encoding: utf-8, separator: ";"}
        operations:
          pupil:
            about: person
            key: [personal_id_number]
            request: {column: {personal_id_number: id}}
            record: rows
            identifies: id
            supplies:
              full_name: {at: name, authority: 2}
              date_of_birth: {at: born, format: dd/MM/yyyy, authority: 2}
        ```
        """#,
        "case": #"""
        ```yaml
        # cases.yaml: a table's sample is a table, a database's a script that makes it (create table …; insert into …)
        - operation: company
          sample: samples/company.json
          key: {enterprise_code: "5300999014"}
          expects:
            organisation_name: Công ty Hoa Ban
            enterprise_registration_date: "2017-08-14"                # days as 2017-08-14, 2017-08 or 2017
            head_office: {street: Tổ 9, commune: "02647"}             # composites by part, codes as ours
            relations: {legal_representative: [{personal_id_number: "010090004567"}]}
        - operation: company
          sample: samples/none.json
          key: {enterprise_code: "5300999021"}
          expects: absent
        ```
        """#,
        "grant": #"""
        ```yaml
        # Connectors/grants.yaml, under 'grants:'
        - purpose: enterprise-registration       # as the form says it
          connector: companies
          about: [company]                       # roles of that form
          reads: [organisation_name, head_office]
          follows: [legal_representative]
          basis: law
          legal: Luật Doanh nghiệp 59/2020/QH14
        ```
        """#,
        "batch": #"""
        ```yaml
        request: {path: "/participants/{personal_id_number}"}
        batch:
          size: 50
          request: {method: POST, path: /participants/search, body: '{"ids": {personal_id_number}}'}
        record: "$.participants[*]"
        identifies: $.id
        ```
        """#,
        "page": #"""
        ```yaml
        request: {path: "/companies?after={page}"}
        pages: {next: $.next}
        ```
        """#,
    ]
}
