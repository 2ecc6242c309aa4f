//! What the pages of orders, of money and of the catalogue are told and what their forms send. Shared by
//! the records, which fill them, and the pages, which draw them; nothing here decides anything.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    OrderId, PersonId, Role, VisitId,
    orders::{Category, OrderState, Pence},
};
use serde::{Deserialize, Serialize};

/// Orders on one page of a list.
pub const ORDERS_PER_PAGE: usize = 50;

/// What a signed record proposes to buy, fit or build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Id of the copy of the recommendation in the form `plan`: with the visit it names the order for good.
    pub key: String,
    /// What is recommended, in a line.
    pub what: String,
    /// What it is paid from.
    pub category: Category,
    /// Class code of ISO 9999.
    pub iso: Option<String>,
    /// Size.
    pub size: Option<String>,
    /// Safe working load, in whole kilograms.
    pub swl_kg: Option<u32>,
    /// How many.
    pub quantity: u32,
    /// What one costs; none while nobody wrote a price.
    pub unit: Option<Pence>,
    /// What it is needed for.
    pub need: String,
    /// Who does it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
}

impl Proposal {
    /// What it costs in all; none while nobody wrote a price.
    pub fn cost(&self) -> Option<Pence> {
        self.unit.map(|unit| unit.times(self.quantity))
    }

    /// "£90.00", or that there is no price yet.
    pub fn cost_words(&self) -> String {
        self.cost().map_or_else(|| "No price yet".to_owned(), Pence::words)
    }
}

/// Which orders to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderFilter {
    /// Only those in these states; all when empty.
    pub states: Vec<OrderState>,
    /// Only those of this person.
    pub person: Option<PersonId>,
    /// The page, from 0; each has [`ORDERS_PER_PAGE`].
    pub page: u32,
}

/// An order, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// Its id.
    pub id: OrderId,
    /// For whom.
    pub person: PersonId,
    /// The person, as on a banner.
    pub person_name: String,
    /// The visit whose record proposed it.
    pub visit: VisitId,
    /// The version of the record that it follows.
    pub version: u32,
    /// What is ordered.
    pub proposal: Proposal,
    /// Where it stands.
    pub state: OrderState,
    /// Since when it stands there.
    pub since: DateTime<Utc>,
    /// Whose record proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// Where the actor may move it.
    pub steps: Vec<OrderState>,
    /// Whether the actor may approve its cost or refuse it.
    pub may_decide: bool,
    /// Whether the actor may write its price.
    pub may_price: bool,
    /// Why this actor may not approve it, though others may: "£220.00 is above your limit of £150.00."
    pub hindrance: Option<String>,
    /// Why it was not approved by itself, while it waits: "Above the limit of therapists, £150.00."
    pub waits_for: Option<String>,
}

/// Something that happened to an order. Never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderStep {
    /// Where it stood before; none when it began.
    pub from: Option<OrderState>,
    /// Where it stood then.
    pub to: OrderState,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
    /// What was said with it, or why it happened.
    pub note: String,
    /// The version of the record that brought it about; none when somebody did it by hand.
    pub version: Option<u32>,
}

/// An order with its steps, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPage {
    /// The order.
    pub line: OrderLine,
    /// What happened to it.
    pub steps: Vec<OrderStep>,
}

/// Up to which cost a role approves by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitLine {
    /// The role.
    pub role: Role,
    /// The limit; none for no limit.
    pub limit: Option<Pence>,
    /// True while the service has set none of its own.
    pub ships: bool,
}

/// An item of the service's catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueItem {
    /// The service's own code, which names it.
    pub code: String,
    /// What it is.
    pub label: String,
    /// What it is paid from.
    pub category: Category,
    /// Class code of ISO 9999.
    pub iso: Option<String>,
    /// Size.
    pub size: Option<String>,
    /// Safe working load, in whole kilograms.
    pub swl_kg: Option<u32>,
    /// What one costs.
    pub price: Pence,
    /// Since when the price is known to hold.
    pub price_on: Option<NaiveDate>,
    /// Who supplies it.
    pub supplier: Option<String>,
}

/// What became of a file for the catalogue. With problems, nothing of it was kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportOutcome {
    /// Items of the file that the catalogue now holds.
    pub kept: u32,
    /// Of these, items that the catalogue held otherwise before.
    pub changed: u32,
    /// What is wrong, by line of the file.
    pub problems: Vec<(u64, String)>,
}
