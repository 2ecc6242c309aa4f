//! The figures that a service has put in the place of those that ship, each with its reason, who said so
//! and when.

use crate::{
    accounts::find_account,
    entities::setting_override,
    error::{RecordsError, Result, read_json, to_json},
    intake::storable,
    opening::Records,
    transaction::WriteTx,
};
use domain::{
    Action, Actor, Relationship, VisitState,
    access::decide,
    rules::{Override, Setting, SettingValue, Settings},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

/// Most figures in a list.
const MOST_FIGURES: usize = 50;
/// Largest figure that can be meant.
const LARGEST: f64 = 1e9;

impl Records {
    /// The settings of the actor's service. What it once changed and no release knows any more is left out.
    pub async fn settings(&self, actor: &Actor) -> Result<Settings> {
        decide(actor, Action::ReadFigures, Relationship::SameService, VisitState::Planned)?;
        let rows = setting_override::Entity::find()
            .filter(setting_override::Column::Org.eq(actor.org.0))
            .all(&self.readers)
            .await?;
        let mut settings = Settings::default();
        for row in rows {
            let value = read_json(&row.value, "setting")?;
            settings.change(&row.id, Override { value, reason: row.reason, by: row.set_by, on: row.set_on });
        }
        Ok(settings)
    }

    /// Puts the service's own figure in the place of what ships, and says why.
    pub async fn change_setting(
        &self,
        actor: &Actor,
        id: &str,
        value: &SettingValue,
        reason: &str,
    ) -> Result<()> {
        decide(actor, Action::ChangeSettings, Relationship::SameService, VisitState::Planned)?;
        let setting = Setting::find(id).ok_or(RecordsError::NotFound)?;
        if let Some(words) = wrong(&setting.default, value) {
            return Err(RecordsError::Refused(words.to_owned()));
        }
        let reason = storable(reason.trim());
        if reason.is_empty() {
            return Err(RecordsError::Refused("Say why the service uses another figure.".into()));
        }
        let mut write = WriteTx::begin(self).await?;
        let me = find_account(&write.tx, actor.org, actor.user).await?;
        let row = setting_override::ActiveModel {
            org: Set(actor.org.0),
            id: Set(id.to_owned()),
            value: Set(to_json(value)),
            reason: Set(reason),
            set_by: Set(me.name),
            set_on: Set(actor.today),
        };
        use setting_override::Column as C;
        setting_override::Entity::insert(row)
            .on_conflict(
                OnConflict::columns([C::Org, C::Id])
                    .update_columns([C::Value, C::Reason, C::SetBy, C::SetOn])
                    .to_owned(),
            )
            .exec_without_returning(&write.tx)
            .await?;
        write.note(actor.org, actor.user, "setting-changed", format!("setting {id}"), &to_json(value));
        write.commit().await
    }

    /// Goes back to the figure that ships.
    pub async fn reset_setting(&self, actor: &Actor, id: &str) -> Result<()> {
        decide(actor, Action::ChangeSettings, Relationship::SameService, VisitState::Planned)?;
        Setting::find(id).ok_or(RecordsError::NotFound)?;
        let mut write = WriteTx::begin(self).await?;
        setting_override::Entity::delete_by_id((actor.org.0, id.to_owned())).exec(&write.tx).await?;
        write.note(actor.org, actor.user, "setting-reset", format!("setting {id}"), "");
        write.commit().await
    }
}

/// What is wrong with a figure, beside the one that ships.
fn wrong(ships: &SettingValue, value: &SettingValue) -> Option<&'static str> {
    if value.cannot_be_meant(ships) {
        return Some("A figure is less than nothing or more than ten times Threshold's figure. Correct it.");
    }
    let in_reach = |figure: &f64| figure.is_finite() && figure.abs() <= LARGEST;
    match (ships, value) {
        (SettingValue::One(_), SettingValue::One(figure)) if in_reach(figure) => None,
        (SettingValue::One(_), _) => Some("This setting is one figure."),
        (SettingValue::Several(_), SettingValue::Several(figures)) => {
            let rising = figures.windows(2).all(|two| two[0] < two[1]);
            let right = (1..=MOST_FIGURES).contains(&figures.len()) && figures.iter().all(in_reach);
            match right && rising {
                true => None,
                false => Some("Write the figures from the smallest to the largest, each once."),
            }
        }
        (SettingValue::Several(_), SettingValue::One(_)) => Some("This setting is a list of figures."),
    }
}
