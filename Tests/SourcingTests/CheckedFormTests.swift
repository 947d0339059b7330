import Forms
import OnceOnly
import Sourcing
import Testing

@Suite("A checked form's tables")
struct CheckedFormTests {
    @Test("find what a search through the form finds, on every form that is shipped")
    func tables() throws {
        let checked = try Repository.declarations().checked.values
        #expect(checked.count == Repository.forms.count)
        for checked in checked {
            let form = checked.form
            for field in form.fields {
                #expect(checked.field(field.id) === form.field(field.id))
                for meaning in field.means.all {
                    #expect(checked.fields(for: meaning).map(\.id) == form.fields.filter { $0.means.all.contains(meaning) }.map(\.id))
                }
            }
            for role in form.roles {
                #expect(checked.role(role.id) === form.role(role.id))
                #expect(checked.rows(of: role.id)?.group == form.rows(of: role.id)?.group)
            }
            #expect(checked.demands.map(\.id) == form.documents.flatMap(\.demands).map(\.id))
        }
    }
}
