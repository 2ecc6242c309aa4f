//! Figures that a service sets for itself, with a reason, a name and a day.

use domain::rules::{Setting, SettingValue};
use records::RecordsError;

/// A figure in millimetres that ships.
const FIGURE: &str = "set-door-plus-self";

on_both!(a_service_sets_its_own_figure_and_goes_back, |house| async move {
    let ships = house.records.settings(&house.amy).await.unwrap().number(FIGURE);
    let own = SettingValue::One(ships + 25.0);
    house.records.change_setting(&house.maya, FIGURE, &own, " Powered chairs here ").await.unwrap();
    for staff in [&house.amy, &house.tomasz, &house.jo, &house.maya] {
        assert_eq!(house.records.settings(staff).await.unwrap().number(FIGURE), ships + 25.0);
    }
    let settings = house.records.settings(&house.amy).await.unwrap();
    let changed = settings.changed(FIGURE).expect("changed");
    assert_eq!((changed.reason.as_str(), changed.by.as_str()), ("Powered chairs here", "Maya Lund"));
    assert_eq!(changed.on, house.maya.today);
    let theirs = house.records.settings(&house.elsewhere.amy).await.unwrap();
    assert_eq!(theirs.number(FIGURE), ships);
    house.records.change_setting(&house.maya, FIGURE, &SettingValue::One(7.5), "Again").await.unwrap();
    assert_eq!(house.records.settings(&house.amy).await.unwrap().number(FIGURE), 7.5);
    house.records.reset_setting(&house.maya, FIGURE).await.unwrap();
    house.records.reset_setting(&house.maya, FIGURE).await.unwrap();
    let settings = house.records.settings(&house.amy).await.unwrap();
    assert_eq!((settings.number(FIGURE), settings.changed(FIGURE)), (ships, None));
});

on_both!(
    settings_are_the_managers_to_change_and_of_no_concern_to_those_who_look_after_accounts,
    |house| async move {
        for (who, staff) in house.everybody() {
            let changed = house.records.change_setting(staff, FIGURE, &SettingValue::One(1.0), "Why").await;
            assert_eq!(changed.is_ok(), who == "manager", "{who}");
            assert_eq!(house.records.reset_setting(staff, FIGURE).await.is_ok(), who == "manager", "{who}");
            let read = house.records.settings(staff).await;
            assert_eq!(read.is_ok(), !matches!(who, "privacy officer" | "administrator"), "{who}");
        }
    }
);

on_both!(a_figure_without_a_reason_or_a_meaning_is_refused, |house| async move {
    let change = async |id: &str, value: SettingValue, why: &str| {
        house.records.change_setting(&house.maya, id, &value, why).await
    };
    let refused = |result: Result<(), RecordsError>| assert!(matches!(result, Err(RecordsError::Refused(_))));
    refused(change(FIGURE, SettingValue::One(5.0), "  ").await);
    refused(change(FIGURE, SettingValue::One(f64::NAN), "Why").await);
    refused(change(FIGURE, SettingValue::One(1e12), "Why").await);
    refused(change(FIGURE, SettingValue::Several(vec![1.0]), "Why").await);
    if let Some(list) = Setting::all().iter().find(|one| matches!(one.default, SettingValue::Several(_))) {
        refused(change(&list.id, SettingValue::One(1.0), "Why").await);
        refused(change(&list.id, SettingValue::Several(vec![2.0, 1.0]), "Why").await);
        refused(change(&list.id, SettingValue::Several(Vec::new()), "Why").await);
        change(&list.id, SettingValue::Several(vec![1.0, 2.5]), "Why").await.unwrap();
        assert_eq!(house.records.settings(&house.amy).await.unwrap().list(&list.id), [1.0, 2.5]);
    }
    let unknown = change("set-nothing", SettingValue::One(5.0), "Why").await;
    assert!(matches!(unknown, Err(RecordsError::NotFound)));
    assert_eq!(house.fresh.count("setting_override WHERE id = 'set-door-plus-self'").await, 0);
});

on_both!(a_change_of_a_setting_leaves_a_row_with_the_figure, |house| async move {
    house.records.change_setting(&house.maya, FIGURE, &SettingValue::One(125.0), "Why").await.unwrap();
    house.records.reset_setting(&house.maya, FIGURE).await.unwrap();
    let rows =
        house.fresh.rows("SELECT action || ' ' || subject || ' ' || reason FROM audit ORDER BY n DESC").await;
    assert_eq!(
        rows[..2],
        ["setting-reset setting set-door-plus-self ", "setting-changed setting set-door-plus-self 125.0"]
    );
});
