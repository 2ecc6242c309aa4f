//! The closed lists a form chooses from: item types, looks, classes of readers, operators.
//! Never here: anything with a value of its own.

/// FHIR's item types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// Holds other items.
    Group,
    /// Words to read.
    Display,
    /// Yes or no.
    Boolean,
    /// A number.
    Decimal,
    /// A whole number.
    Integer,
    /// A date.
    Date,
    /// A date with time.
    DateTime,
    /// A time of day.
    Time,
    /// One line.
    String,
    /// Several lines.
    Text,
    /// An address on the web.
    Url,
    /// One or several of the options.
    Choice,
    /// One or several of the options, or own words.
    OpenChoice,
    /// A photo, a signature, a file.
    Attachment,
    /// A link to another record.
    Reference,
    /// A number with a unit.
    Quantity,
}

/// How an item wants to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Control {
    /// The form leaves it open.
    #[default]
    Usual,
    /// Radio buttons.
    RadioButton,
    /// Check boxes.
    CheckBox,
    /// A native select.
    DropDown,
    /// A slider.
    Slider,
    /// A filter over many options.
    Autocomplete,
    /// Several lines.
    TextArea,
    /// Plus and minus beside a number.
    Spinner,
    /// Words of help for the item above; no row of its own.
    Help,
    /// Short help; no row of its own.
    Flyover,
    /// The unit of the item above; no row of its own.
    Unit,
    /// Words before the answer; no row of its own.
    Prompt,
    /// Words at the low end of a slider; no row of its own.
    Lower,
    /// Words at the high end of a slider; no row of its own.
    Upper,
    /// Legal words behind a link; no row of its own.
    Legal,
    /// A table: one row a question, one column an option.
    Table,
    /// A table: one row a copy.
    RowTable,
    /// A grid of questions.
    Grid,
    /// Below each other.
    List,
    /// A page or step of its own.
    Page,
    /// Tabs.
    Tabs,
    /// At the top of the form.
    Header,
    /// At the foot of the form.
    Footer,
    /// Words in the flow.
    Inline,
}

impl Control {
    /// True for words that belong to the item above and are not a row of their own.
    pub fn is_aside(self) -> bool {
        use Control::{Flyover, Help, Legal, Lower, Prompt, Unit, Upper};
        matches!(self, Help | Flyover | Unit | Prompt | Lower | Upper | Legal)
    }
}

/// Who may read an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FieldClass {
    /// The care team.
    #[default]
    Clinical,
    /// How to get in: key-safe and alarm codes.
    SensitiveAccess,
    /// Safety of staff.
    LoneWorker,
    /// Protected characteristics.
    Equality,
    /// A restricted list of readers.
    Safeguarding,
    /// Never in the client's record.
    StaffRecord,
    /// A student's reflection; never in the client's record.
    Learning,
}

impl FieldClass {
    /// The code used in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            FieldClass::Clinical => "clinical",
            FieldClass::SensitiveAccess => "sensitive-access",
            FieldClass::LoneWorker => "lone-worker",
            FieldClass::Equality => "equality",
            FieldClass::Safeguarding => "safeguarding",
            FieldClass::StaffRecord => "staff-record",
            FieldClass::Learning => "learning",
        }
    }

    /// Reads the code used in forms.
    pub fn parse(code: &str) -> Option<FieldClass> {
        use FieldClass::{
            Clinical, Equality, Learning, LoneWorker, Safeguarding, SensitiveAccess, StaffRecord,
        };
        [Clinical, SensitiveAccess, LoneWorker, Equality, Safeguarding, StaffRecord, Learning]
            .into_iter()
            .find(|class| class.as_str() == code)
    }
}

/// How conditions join.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EnableBehaviour {
    /// All must hold.
    All,
    /// One is enough.
    #[default]
    Any,
}

/// FHIR's operators for conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Is answered (or is not).
    Exists,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `>`
    Greater,
    /// `<`
    Less,
    /// `>=`
    GreaterOrEqual,
    /// `<=`
    LessOrEqual,
}
