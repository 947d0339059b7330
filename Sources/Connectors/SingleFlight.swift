/// Who waits for which question: one that is already on its way is not asked again, and one that nobody waits for any more
/// is called off.
package struct SingleFlight<Question: Hashable & Sendable>: Sendable {
    package enum Boarding: Sendable, Hashable {
        /// The question must be asked now, under this number.
        case first(flight: Int)
        case joined(flight: Int)
    }

    private struct Flight: Sendable {
        let number: Int
        var passengers: [Int]
    }

    private var flights: [Question: Flight] = [:]
    private var last = 0

    package init() {}

    /// Questions on their way.
    package var count: Int { flights.count }

    /// - Parameter passenger: one caller; boards once.
    package mutating func board(_ passenger: Int, for question: Question) -> Boarding {
        if var flight = flights[question] {
            flight.passengers.append(passenger)
            flights[question] = flight
            return .joined(flight: flight.number)
        }
        last += 1
        flights[question] = Flight(number: last, passengers: [passenger])
        return .first(flight: last)
    }

    package func number(of question: Question) -> Int? { flights[question]?.number }

    /// Who has boarded and not left, in that order.
    package func passengers(waitingFor question: Question) -> [Int] { flights[question]?.passengers ?? [] }

    /// - Returns: the flight to call off, where the passenger was its last.
    package mutating func leave(_ passenger: Int, from question: Question) -> Int? {
        guard var flight = flights[question], let place = flight.passengers.firstIndex(of: passenger) else { return nil }
        flight.passengers.remove(at: place)
        flights[question] = flight.passengers.isEmpty ? nil : flight
        return flight.passengers.isEmpty ? flight.number : nil
    }

    /// - Returns: whom the answer is for, in the order they boarded; nobody where the flight was called off, even if the
    ///   same question is on its way again.
    package mutating func land(_ number: Int, with question: Question) -> [Int] {
        guard let flight = flights[question], flight.number == number else { return [] }
        flights[question] = nil
        return flight.passengers
    }
}
