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

impl ItemKind {
    /// FHIR's name.
    pub fn as_str(self) -> &'static str {
        match self {
            ItemKind::Group => "group",
            ItemKind::Display => "display",
            ItemKind::Boolean => "boolean",
            ItemKind::Decimal => "decimal",
            ItemKind::Integer => "integer",
            ItemKind::Date => "date",
            ItemKind::DateTime => "dateTime",
            ItemKind::Time => "time",
            ItemKind::String => "string",
            ItemKind::Text => "text",
            ItemKind::Url => "url",
            ItemKind::Choice => "choice",
            ItemKind::OpenChoice => "open-choice",
            ItemKind::Attachment => "attachment",
            ItemKind::Reference => "reference",
            ItemKind::Quantity => "quantity",
        }
    }
}

/// What an item is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Widget {
    /// A heading with what stands under it.
    Heading,
    /// Words to read.
    Words,
    /// Words that belong to the item above; no row of their own.
    Aside,
    /// Options of which one is chosen.
    Radios,
    /// Options of which several may be chosen.
    Checkboxes,
    /// A list that opens.
    Select,
    /// A list that is looked through by words.
    Autocomplete,
    /// The five-answer hazard judgement.
    Judgement,
    /// A number, with its unit.
    Number,
    /// A date, of which parts may be missing.
    Date,
    /// A date with time.
    DateTime,
    /// A time of day.
    Time,
    /// One line.
    Line,
    /// Several lines.
    Text,
    /// A photo, a signature, a file.
    File,
}

impl Widget {
    /// The name used in descriptions.
    pub fn as_str(self) -> &'static str {
        match self {
            Widget::Heading => "heading",
            Widget::Words => "words",
            Widget::Aside => "aside",
            Widget::Radios => "radio",
            Widget::Checkboxes => "checkbox",
            Widget::Select => "select",
            Widget::Autocomplete => "autocomplete",
            Widget::Judgement => "judgement",
            Widget::Number => "number",
            Widget::Date => "date",
            Widget::DateTime => "dateTime",
            Widget::Time => "time",
            Widget::Line => "line",
            Widget::Text => "text",
            Widget::File => "file",
        }
    }
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
    /// A date of which only the year is asked.
    Year,
    /// A date of which year and month are asked.
    YearMonth,
    /// Words that stand out.
    Highlight,
}

impl Control {
    /// True for words that belong to the item above and are not a row of their own.
    pub fn is_aside(self) -> bool {
        use Control::{Flyover, Help, Legal, Lower, Prompt, Unit, Upper};
        matches!(self, Help | Flyover | Unit | Prompt | Lower | Upper | Legal)
    }
}

/// A group that is drawn as a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// A row a question, a column an option that all of them have.
    Options,
    /// A row a copy of the group, a column a question.
    Copies,
    /// A row a group, a column a question.
    Groups,
}

impl Table {
    /// What `describe` calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Table::Options => "options",
            Table::Copies => "copies",
            Table::Groups => "groups",
        }
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
