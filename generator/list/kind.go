package list

import "cmp"

// A Shape is which cells the items of a list have. Each of the three lists that every town has gave its name to one.
type Shape int

// The shapes, in the order of the official document.
const (
	BasicShape     Shape = iota // a title, and the town's duties where the document has them
	JointShape                  // departments, their duties and the town's
	ReclaimedShape              // who took the item over, or a statement
)

// String is the shape's name in lists.toml.
func (s Shape) String() string { return [...]string{"basic", "joint", "reclaimed"}[s] }

// A Kind is one of the lists of a county's towns. Equal kinds are the same pointer.
type Kind struct {
	id, mark, name, short, word string
	departments, theirs, ours   string
	shape, look                 Shape
	order                       int
}

// The three lists that every town has, in the order of the official document.
var (
	Basic = &Kind{id: "basic", mark: "基", name: "基本履职事项", short: "基本履职", word: "基本"}
	Joint = &Kind{
		id: "joint", mark: "配", name: "配合履职事项", short: "配合履职", word: "配合", departments: "对应上级部门",
		shape: JointShape, look: JointShape, order: 1,
	}
	Reclaimed = &Kind{
		id: "reclaimed", mark: "收", name: "上级部门收回事项", short: "上级部门收回", word: "收回", departments: "承接部门",
		shape: ReclaimedShape, look: ReclaimedShape, order: 2,
	}
)

// Kinds holds these three; a county may have more, see [County.Kinds].
var Kinds = [...]*Kind{Basic, Joint, Reclaimed}

// ID is the list's name in data and addresses: "basic", "joint", "reclaimed".
func (k *Kind) ID() string { return k.id }

// Mark is the one character that stands for the list, like a seal: 基, 配, 收.
func (k *Kind) Mark() string { return k.mark }

// Name is the list's official name without 清单.
func (k *Kind) Name() string { return k.name }

// Short is the list's name where space is scarce: 配合履职.
func (k *Kind) Short() string { return k.short }

// Word is the list's name in a row of links: 配合.
func (k *Kind) Word() string { return k.word }

// Departments says who the departments of the list's items are: 对应上级部门, 承接部门. Basic items have none.
func (k *Kind) Departments() string { return k.departments }

// Theirs is the head of the column of the departments' duties where the list's is not that of the town's words, or "";
// see [Town.Theirs].
func (k *Kind) Theirs() string { return k.theirs }

// Ours is the head of the column of the town's duties, likewise.
func (k *Kind) Ours() string { return k.ours }

// Shape is which cells its items have.
func (k *Kind) Shape() Shape { return k.shape }

// Look is the shape in whose form and colour the list is shown.
func (k *Kind) Look() Shape { return k.look }

// Compare is for sorting lists into their order.
func (k *Kind) Compare(other *Kind) int { return cmp.Compare(k.order, other.order) }
