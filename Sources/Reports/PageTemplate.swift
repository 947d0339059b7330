/// The page's templates, in Mustache; `both` writes a text in each language.
enum PageTemplate {
    static let both = #"{{#same}}{{vi}}{{/same}}{{^same}}<span lang="vi">{{vi}}</span><span lang="en">{{en}}</span>{{/same}}"#

    static let page = #"""
        <!DOCTYPE html>
        <html lang="vi">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{title.vi}} / {{title.en}}</title>
        <style>
        {{{style}}}
        </style>
        </head>
        <body>
        <header>
        <fieldset class="languages">
        <legend>Ngôn ngữ / Language</legend>
        <label><input type="radio" name="language" id="language-vi" checked> Tiếng Việt</label>
        <label><input type="radio" name="language" id="language-en"> <span>English</span></label>
        </fieldset>
        <p class="mark">OnceOnly</p>
        <h1>{{#title}}{{> both}}{{/title}}</h1>
        <p class="subject">{{#subject}}{{> both}}{{/subject}}</p>
        {{#band}}<p class="band" role="note">{{> both}}</p>
        {{/band}}
        </header>
        <main>
        {{#filter}}
        <form class="filter" hidden aria-labelledby="filter-title">
        <p class="title" id="filter-title"><span lang="vi">Chỉ xem</span><span lang="en">Show only</span></p>
        {{#choices}}
        <label for="filter-{{name}}">{{#title}}{{> both}}{{/title}}</label>
        <select id="filter-{{name}}" name="{{name}}">
        <option value="" data-vi="{{all.vi}}" data-en="{{all.en}}">{{all.vi}}</option>
        {{#options}}
        <option value="{{value}}" data-vi="{{label.vi}}" data-en="{{label.en}}">{{label.vi}}</option>
        {{/options}}
        </select>
        {{/choices}}
        <button type="reset"><span lang="vi">Xem tất cả</span><span lang="en">Show all</span></button>
        <p class="shown" role="status"></p>
        </form>
        {{/filter}}
        <ul class="cards">
        {{#cards}}
        <li>
        <span class="label">{{#label}}{{> both}}{{/label}}</span>
        <strong>{{#value}}{{> both}}{{/value}}</strong>
        <span class="basis">{{#basis}}{{> both}}{{/basis}}</span>
        {{#verdict}}<span class="verdict {{mark}}">{{#text}}{{> both}}{{/text}}</span>
        {{/verdict}}
        </li>
        {{/cards}}
        </ul>
        {{#sections}}
        <section id="{{id}}" aria-labelledby="{{id}}-heading">
        <h2 id="{{id}}-heading">{{#heading}}{{> both}}{{/heading}}</h2>
        {{#note}}<p class="note">{{> both}}</p>
        {{/note}}
        <div class="pair">
        {{#chart}}
        <svg class="chart" role="img" aria-labelledby="{{id}}-title {{id}}-description" viewBox="0 0 {{width}} {{height}}">
        <title id="{{id}}-title">{{title.vi}} / {{title.en}}</title>
        <desc id="{{id}}-description">{{description.vi}} / {{description.en}}</desc>
        {{#bars}}
        <text x="0" y="{{labelY}}" lang="vi">{{label.vi}}</text><text x="0" y="{{labelY}}" lang="en">{{label.en}}</text>
        <text class="value" x="{{end}}" y="{{labelY}}" lang="vi">{{value.vi}}</text><text class="value" x="{{end}}" y="{{labelY}}" lang="en">{{value.en}}</text>
        <rect class="track" x="0" y="{{barY}}" width="{{end}}" height="12"/><rect class="{{kind}}" x="{{x}}" y="{{barY}}" width="{{width}}" height="12"/>
        {{/bars}}
        <text class="axis" x="{{zero}}" y="{{axisY}}">0</text>
        <text class="axis value" x="{{width}}" y="{{axisY}}" lang="vi">{{highest.vi}}</text><text class="axis value" x="{{width}}" y="{{axisY}}" lang="en">{{highest.en}}</text>
        {{#goal}}
        {{#marks}}<line class="goal" x1="{{x}}" y1="{{top}}" x2="{{x}}" y2="{{bottom}}"/>
        {{/marks}}
        <text class="goal" x="{{x}}" y="{{axisY}}" lang="vi">mục tiêu {{value.vi}}</text><text class="goal" x="{{x}}" y="{{axisY}}" lang="en">goal {{value.en}}</text>
        {{/goal}}
        </svg>
        {{/chart}}
        <div class="scroll{{#wide}} wide{{/wide}}{{#dense}} dense{{/dense}}" role="group" tabindex="0" aria-labelledby="{{id}}-heading">
        <table>
        <thead><tr>{{#columns}}<th scope="col"{{#number}} class="number"{{/number}}>{{#title}}{{> both}}{{/title}}</th>{{/columns}}</tr></thead>
        <tbody>
        {{#rows}}
        <tr{{#total}} class="total"{{/total}}{{#procedure}} data-procedure="{{.}}"{{/procedure}}{{#office}} data-office="{{.}}"{{/office}}{{#period}} data-period="{{.}}"{{/period}}><th scope="row">{{#name}}{{> both}}{{/name}}</th>{{#cells}}<td{{#number}} class="number"{{/number}}>{{#text}}{{> both}}{{/text}}</td>{{/cells}}</tr>
        {{/rows}}
        </tbody>
        </table>
        </div>
        </div>
        </section>
        {{/sections}}
        <section id="definitions" aria-labelledby="definitions-heading">
        <h2 id="definitions-heading"><span lang="vi">Cách đếm</span><span lang="en">How it is counted</span></h2>
        <dl>
        {{#definitions}}
        <dt>{{#term}}{{> both}}{{/term}}</dt>
        <dd>{{#meaning}}{{> both}}{{/meaning}}</dd>
        {{/definitions}}
        </dl>
        </section>
        </main>
        <footer>
        {{#band}}<p class="band">{{> both}}</p>
        {{/band}}
        <p><span lang="vi">Cùng một sổ ghi cho cùng một báo cáo. Trang này không chứa thông tin cá nhân.</span><span lang="en">The same ledger gives the same report. This page holds no personal information.</span></p>
        </footer>
        <script>
        {{{script}}}
        </script>
        </body>
        </html>

        """#
}
