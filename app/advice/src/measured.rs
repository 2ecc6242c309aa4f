//! The measures of a visit, each at its place and in the unit of the catalogue.

use crate::visit::{Form, Place, Visit};
use domain::measures::{Measure, measure};
use forms::{Answer, AnswerPath, Quantity, Value, units};

/// A value that was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The measure: `m-door-clear-width`.
    pub measure: &'static str,
    /// The value, in the unit of the measure.
    pub value: f64,
    /// The question.
    pub place: Place,
    /// The copy of a repeated group that it stands in: this door, this flight.
    pub copy: Option<AnswerPath>,
    /// Its area: a place in the definition's sections.
    pub section: u16,
}

/// The measures of a visit, in the order of its forms.
pub fn measured(visit: &Visit<'_>) -> Vec<Measured> {
    visit.forms.iter().flat_map(of_form).collect()
}

fn of_form<'a>(form: &'a Form<'_>) -> impl Iterator<Item = Measured> + 'a {
    form.nodes().filter_map(move |(node, item)| {
        let measure = measure(item.measure.as_deref()?)?;
        let value = in_its_unit(form.active(&node.path)?, measure)?;
        Some(Measured {
            measure: &measure.id,
            value,
            place: Place::new(form.id, node.path.clone()),
            copy: node.path.parent_instance(),
            section: node.section,
        })
    })
}

/// The number of an answer in the unit of its measure.
pub(crate) fn in_its_unit(answer: &Answer, measure: &Measure) -> Option<f64> {
    in_unit(answer, &measure.unit)
}

/// The number of an answer in a unit, lengths to the millimetre, half up.
pub(crate) fn in_unit(answer: &Answer, unit: &str) -> Option<f64> {
    let value = answer.first()?;
    let number = match value {
        Value::Quantity(Quantity { value: Some(value), code, .. }) => {
            units::convert(value.as_f64()?, code.as_deref().unwrap_or(unit), unit)?
        }
        other => other.as_f64()?,
    };
    Some(if unit == "mm" { (number + 0.5).floor() } else { number })
}
