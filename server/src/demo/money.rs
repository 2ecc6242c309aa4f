//! Money of the demo: what each category has for the year, a catalogue with prices, and how far the orders are that
//! came of the signed assessment. What they cost and who has to approve it came with the signature.

use super::{Demo, Failure};
use chrono::Months;
use domain::orders::{BudgetYear, Category, OrderState, Pence};
use records::{CatalogueItem, OrderFilter};

/// An item: code, label, category, class, size, safe working load, price, how many months old it is, supplier.
type Row = (
    &'static str,
    &'static str,
    Category,
    &'static str,
    &'static str,
    Option<u32>,
    &'static str,
    u32,
    &'static str,
);

use Category::{Equipment, Major, Minor, Telecare};

const STORE: &str = "Larkshire equipment store";
const WORKS: &str = "Larkshire minor works";

#[rustfmt::skip]
const ITEMS: [Row; 20] = [
    ("CR-4", "Chair raisers, matched set of four", Equipment, "18.15", "50, 100 or 150 mm", Some(190), "28", 2, STORE),
    ("CU-10", "Firm back cushion", Equipment, "18.09", "100 mm deep, 480 mm wide", None, "17", 2, STORE),
    ("BB-69", "Bath board, slatted", Equipment, "09.33", "690 mm", Some(190), "24.50", 4, STORE),
    ("BL-1", "Bath lift, reclining, with charger", Equipment, "09.33", "", Some(140), "285", 14, STORE),
    ("SS-1", "Shower stool, height adjustable", Equipment, "09.33", "420 to 570 mm", Some(160), "38", 4, STORE),
    ("CM-1", "Commode, fixed height, with lid", Equipment, "09.12", "480 mm", Some(160), "46", 4, STORE),
    ("RT-5", "Raised toilet seat", Equipment, "09.12", "50 mm", Some(190), "16", 4, STORE),
    ("TF-1", "Toilet frame, free-standing", Equipment, "09.12", "635 to 760 mm", Some(160), "31", 4, STORE),
    ("WF-2", "Walking frame with two wheels", Equipment, "12.06", "750 to 850 mm", Some(160), "29", 1, STORE),
    ("KT-1", "Kitchen trolley with trays", Equipment, "", "850 to 950 mm", None, "54", 6, STORE),
    ("BE-1", "Bed lever for a divan", Equipment, "18.12", "", None, "42", 6, STORE),
    ("SB-1", "Slide board, curved", Equipment, "12.31", "700 mm", Some(130), "36.50", 15, STORE),
    ("GR-45", "Grab rail, fitted", Minor, "18.18", "450 mm", None, "48", 3, WORKS),
    ("GR-60", "Grab rail, fitted, long", Minor, "18.18", "600 mm", None, "52", 3, WORKS),
    ("BR-2", "Second stair rail, fitted, one flight", Minor, "18.18", "to length on site", None, "180", 3, WORKS),
    ("HS-2", "Half step with two outside rails", Minor, "18.30", "to measure", Some(200), "640", 0, WORKS),
    ("KS-1", "Key safe, fitted", Minor, "", "", None, "75", 3, WORKS),
    ("LS-1", "Level-access shower room with WC", Major, "", "to measure", None, "13800", 0, "Quoted by housing"),
    ("SL-C", "Stairlift, curved, with service for five years", Major, "18.30", "", Some(120), "5400", 8, "By quotation"),
    ("PA-1", "Pendant alarm with base unit", Telecare, "22.27", "", None, "110", 5, "Larkshire alarms"),
];

/// What each category has for a year, in pounds.
const ALLOTTED: [(Category, u32); 4] =
    [(Equipment, 24_000), (Minor, 18_500), (Major, 13_000), (Telecare, 4_200)];

impl Demo<'_> {
    /// The money of the year and the catalogue.
    pub(super) async fn money(&self) -> Result<(), Failure> {
        let year = BudgetYear::of(self.today);
        let seeding = self.records.seeding(self.org);
        for (category, pounds) in ALLOTTED {
            seeding.allotment(year, category, Pence::pounds(pounds)).await?;
        }
        let items: Vec<CatalogueItem> = ITEMS.iter().map(|row| self.item(row)).collect::<Result<_, _>>()?;
        Ok(seeding.catalogue(&items).await?)
    }

    fn item(&self, row: &Row) -> Result<CatalogueItem, Failure> {
        let (code, label, category, iso, size, swl_kg, price, months, supplier) = *row;
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Ok(CatalogueItem {
            code: code.to_owned(),
            label: label.to_owned(),
            category,
            iso: filled(iso),
            size: filled(size),
            swl_kg,
            price: Pence::parse(price).ok_or_else(|| format!("no price: {price}"))?,
            price_on: self.today.checked_sub_months(Months::new(months)),
            supplier: filled(supplier),
        })
    }

    /// What was approved with the signature of the assessment is ordered by whoever fits it.
    pub(super) async fn orders(&self) -> Result<(), Failure> {
        let assistant = self.caller("st-assistant")?;
        let person = self.people.get("dp-01").copied();
        let filter = OrderFilter { states: vec![OrderState::Approved], person, page: 0 };
        let at = self.records.at(self.moment("wd-2", "10:20")?);
        for line in at.orders(&assistant.actor, &filter).await? {
            let note = "In stock. It comes with me on the day of the visit.";
            at.advance(&assistant.actor, line.id, OrderState::Ordered, note).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_catalogue_has_every_code_once_and_prices_that_can_be_read() {
        let codes: BTreeSet<&str> = ITEMS.iter().map(|row| row.0).collect();
        assert_eq!(codes.len(), ITEMS.len());
        for row in ITEMS {
            assert!(Pence::parse(row.6).is_some(), "{}", row.0);
        }
        assert!(ITEMS.iter().any(|row| row.7 > 12), "one price is old");
        for category in Category::ALL {
            assert!(ITEMS.iter().any(|row| row.2 == category), "{category:?}");
        }
    }
}
