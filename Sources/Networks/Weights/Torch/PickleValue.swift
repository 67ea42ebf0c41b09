/// A value of a pickle: data, and names of functions that nobody calls.
enum PickleValue {
  case none
  case flag(Bool)
  case integer(Int)
  case text(String)
  case tuple([PickleValue], depth: Int)
  case list(PickleItems)
  /// Keys and values in turn.
  case dictionary(PickleItems)
  case global(TorchGlobal)
  indirect case storage(TorchStorage)
  indirect case tensor(TorchTensor)

  /// How deeply values nest within this one.
  var depth: Int {
    switch self {
    case .tuple(_, let depth): depth
    case .list(let items), .dictionary(let items): items.depth
    default: 0
    }
  }
}

/// The items of a list or a dictionary, which grow while the pickle is read.
///
/// A reference, so that adding an item costs no copy of the others. Only one value ever refers to
/// it: the machine remembers no container.
final class PickleItems {
  var values: [PickleValue] = []
  var depth = 1
}

/// The functions and classes that a state dict names. What isn't listed is refused.
enum TorchGlobal: String {
  case orderedDictionary = "collections.OrderedDict"
  case rebuildTensor = "torch._utils._rebuild_tensor_v2"
  case rebuildParameter = "torch._utils._rebuild_parameter"
  case floatStorage = "torch.FloatStorage"
  case doubleStorage = "torch.DoubleStorage"
  case halfStorage = "torch.HalfStorage"
  case bfloatStorage = "torch.BFloat16Storage"
  case intStorage = "torch.IntStorage"
  case longStorage = "torch.LongStorage"
}

/// A storage that a tensor lies in: `count` numbers of a kind, by the key they have in the file.
struct TorchStorage {
  let key: String
  let number: StoredNumber
  let count: Int
}

/// A tensor as a view of a storage.
struct TorchTensor {
  let storage: TorchStorage
  let start: Int
  let sizes: [Int]
  let strides: [Int]
}
