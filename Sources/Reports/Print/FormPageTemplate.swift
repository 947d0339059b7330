/// The page's templates, in Mustache. What is the page's own stands in double braces; all other text was escaped before it comes here and
/// stands in three: the escaping of the templates looks at whole characters, where a mark may hide a sign.
enum FormPageTemplate {
    static let partials = ["sections": sections, "blank": blank, "mark": mark]

    private static let mark = "{{#numbered}}<sup>{{number}}</sup>{{/numbered}}"

    private static let blank = #"""
        <div class="blank {{kind}}" data-blank="{{{id}}}"{{#row}} data-row="{{{.}}}"{{/row}}><span class="label">{{{label}}}{{> mark}}:</span>{{#tick}} <span class="box">{{.}}</span>{{#withheld}} <small>{{.}}</small>{{/withheld}}{{/tick}}{{^tick}}<span class="value{{#isEmpty}} empty{{/isEmpty}}">{{#boxes}}<span class="option"><span class="box">{{mark}}</span>&#160;{{{label}}}</span> {{/boxes}}<bdi>{{{html}}}</bdi>{{#withheld}} <small>{{.}}</small>{{/withheld}}</span>{{/tick}}{{#note}}<span class="note">{{{.}}}</span>{{/note}}</div>

        """#

    private static let sections = #"""
        <section>
        {{#heading}}<h2>{{{.}}}</h2>
        {{/heading}}
        <div class="lines">
        {{#lines}}
        {{> blank}}
        {{/lines}}
        </div>
        {{#table}}
        <table class="rows">
        <thead><tr><th class="number">{{words.row}}</th>{{#columns}}<th scope="col" data-blank="{{{id}}}">{{{label}}}{{> mark}}</th>{{/columns}}</tr></thead>
        <tbody>
        {{#rows}}
        <tr><td class="number">{{number}}</td>{{#cells}}<td{{#row}} data-row="{{{.}}}"{{/row}}>{{#tick}}<span class="box">{{.}}</span>{{/tick}}{{#boxes}}<span class="option"><span class="box">{{mark}}</span>&#160;{{{label}}}</span> {{/boxes}}<bdi>{{{html}}}</bdi>{{#withheld}} <small>{{.}}</small>{{/withheld}}</td>{{/cells}}</tr>
        {{/rows}}
        </tbody>
        </table>
        {{/table}}
        {{#cards}}
        <div class="card"><p class="card-number">({{number}})</p>
        <div class="lines">
        {{#blanks}}
        {{> blank}}
        {{/blanks}}
        </div>
        </div>
        {{/cards}}
        </section>

        """#

    static let page = #"""
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{{title}}}</title>
        <style>
        {{{style}}}
        </style>
        </head>
        <body>
        <main>
        {{#form}}
        <article class="form">
        <p class="text">{{{text}}}</p>
        <header lang="vi"><p class="state">{{words.state}}</p>
        <p class="motto">{{words.motto}}</p></header>
        {{#words.translation}}<p class="translation">{{.}}</p>
        {{/words.translation}}
        <h1>{{{title}}}</h1>
        {{#simulated}}<p class="band">{{words.simulated}}</p>
        {{/simulated}}
        {{#sections}}
        {{> sections}}
        {{/sections}}
        <div class="signature">
        {{^isDated}}<p>{{words.day}}</p>
        {{/isDated}}
        <p class="signer">{{words.signer}}</p>
        <p class="sign">{{words.sign}}</p>
        </div>
        {{#provisional}}<p class="provisional">{{words.provisional}}</p>
        {{/provisional}}
        {{#hasAnnex}}
        <div class="annex">
        <h2 class="annex-title">{{words.annex}}</h2>
        {{#annex}}
        {{> sections}}
        {{/annex}}
        </div>
        {{/hasAnnex}}
        </article>
        {{/form}}
        {{#control}}
        <article class="control">
        <h1>{{words.control}}</h1>
        <p class="about">{{{title}}}. {{{text}}}</p>
        <dl>
        {{#facts}}
        <div><dt>{{name}}</dt><dd>{{{value}}}</dd></div>
        {{/facts}}
        </dl>
        <p class="about">{{words.controlNote}}</p>
        <table>
        <thead><tr><th scope="col" class="number">{{words.row}}</th><th scope="col">{{words.blank}}</th><th scope="col">{{words.source}}</th><th scope="col">{{words.recorded}}</th><th scope="col">{{words.fetched}}</th></tr></thead>
        <tbody>
        {{#lines}}
        <tr><td class="number">{{number}}</td><th scope="row">{{{label}}}</th><td>{{{source}}}{{#operation}} <code>{{{.}}}</code>{{/operation}}{{#registered}} – {{words.registered}}: <bdi>{{{.}}}</bdi>{{/registered}}</td><td>{{{recorded}}}</td><td>{{{fetched}}}</td></tr>
        {{/lines}}
        </tbody>
        </table>
        {{#hasPapers}}
        <h2>{{words.papers}}</h2>
        <table>
        <thead><tr><th scope="col">{{words.paper}}</th><th scope="col">{{words.how}}</th></tr></thead>
        <tbody>
        {{#papers}}
        <tr><th scope="row">{{{title}}}</th><td>{{{text}}}</td></tr>
        {{/papers}}
        </tbody>
        </table>
        {{/hasPapers}}
        {{#hasRemarks}}
        <h2>{{words.remarks}}</h2>
        <ul>
        {{#remarks}}
        <li>{{{.}}}</li>
        {{/remarks}}
        </ul>
        {{/hasRemarks}}
        </article>
        {{/control}}
        </main>
        </body>
        </html>

        """#
}
