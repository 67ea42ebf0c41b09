import Testing

@testable import Laboratory
