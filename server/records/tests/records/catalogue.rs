//! The catalogue of a service: kept by its manager, read by those who recommend, carried as a file.

use crate::house::House;
use domain::orders::{Category, Pence};
use records::{CatalogueItem, RecordsError};

const HEAD: &str = "code,label,category,iso,size,swl_kg,price,price_on,supplier";

fn board() -> CatalogueItem {
    CatalogueItem {
        code: "BB-1".into(),
        label: "Bath board, slatted".into(),
        category: Category::Equipment,
        iso: Some("09.33.03".into()),
        size: Some("690 mm".into()),
        swl_kg: Some(190),
        price: Pence::parse("45.50").expect("an amount"),
        price_on: "2026-04-01".parse().ok(),
        supplier: Some("County store".into()),
    }
}

async fn n_items(house: &House) -> i64 {
    house.fresh.count("catalogue_item").await
}

on_both!(an_item_is_kept_under_its_code_and_read_by_those_who_recommend, |house| async move {
    house.records.keep_catalogue_item(&house.maya, &board()).await.unwrap();
    let dearer = CatalogueItem { price: Pence::parse("50").unwrap(), ..board() };
    house.records.keep_catalogue_item(&house.maya, &dearer).await.unwrap();
    for (who, staff) in house.everybody() {
        let reads = !matches!(who, "privacy officer" | "administrator");
        match house.records.catalogue(staff).await {
            Ok(items) if reads => assert_eq!(items, std::slice::from_ref(&dearer)),
            Err(_) if !reads => {}
            other => panic!("{who}: {other:?}"),
        }
        let kept = house.records.keep_catalogue_item(staff, &board()).await;
        assert_eq!(kept.is_ok(), who == "manager", "{who}");
        assert_eq!(house.records.export_catalogue(staff).await.is_ok(), reads, "{who}");
        house.records.keep_catalogue_item(&house.maya, &dearer).await.unwrap();
    }
    assert!(house.records.catalogue(&house.elsewhere.maya).await.unwrap().is_empty());
    house.records.keep_catalogue_item(&house.elsewhere.maya, &board()).await.unwrap();
    assert_eq!(house.records.catalogue(&house.amy).await.unwrap(), [dearer]);
});

on_both!(an_item_that_cannot_be_right_is_refused_in_words, |house| async move {
    let refused =
        async |item: CatalogueItem| match house.records.keep_catalogue_item(&house.maya, &item).await {
            Err(RecordsError::Refused(words)) => words,
            other => panic!("{other:?}"),
        };
    assert!(refused(CatalogueItem { code: " ".into(), ..board() }).await.contains("code"));
    assert!(refused(CatalogueItem { iso: Some("9.3".into()), ..board() }).await.contains("ISO 9999"));
    assert!(refused(CatalogueItem { swl_kg: Some(0), ..board() }).await.contains("safe working load"));
    assert_eq!(n_items(&house).await, 0);
});

on_both!(a_file_with_one_bad_line_writes_nothing, |house| async move {
    house.records.keep_catalogue_item(&house.maya, &board()).await.unwrap();
    let file = format!("{HEAD}\nBB-1,Bath board,equipment,,,,99,,\nR-1,Rail,minor,,,,a lot,,\n");
    let outcome = house.records.import_catalogue(&house.maya, &file).await.unwrap();
    assert_eq!((outcome.kept, outcome.changed), (0, 0));
    assert_eq!(outcome.problems.len(), 1);
    assert_eq!(outcome.problems[0].0, 3);
    assert_eq!(house.records.catalogue(&house.amy).await.unwrap(), [board()]);
});

on_both!(a_file_is_kept_whole_and_says_what_it_changed, |house| async move {
    house.records.keep_catalogue_item(&house.maya, &board()).await.unwrap();
    let mut file = format!("\u{feff}{HEAD}\r\n");
    file.push_str(
        "BB-1,\"Bath board, slatted\",equipment,09.33.03,690 mm,190,49.00,2026-05-01,County store\r\n",
    );
    for n in 0..120 {
        file.push_str(&format!("R-{n},Grab rail {n},minor,18.18.06,,,\"1,012.50\",,\r\n"));
    }
    assert!(house.records.import_catalogue(&house.amy, &file).await.is_err(), "the manager's");
    let outcome = house.records.import_catalogue(&house.maya, &file).await.unwrap();
    assert_eq!((outcome.kept, outcome.changed, outcome.problems.len()), (121, 1, 0));
    let again = house.records.import_catalogue(&house.maya, &file).await.unwrap();
    assert_eq!((again.kept, again.changed), (121, 0));
    let items = house.records.catalogue(&house.amy).await.unwrap();
    assert_eq!((items.len(), items[0].price), (121, Pence::pounds(49)));
    assert_eq!(n_items(&house).await, 121);
});

on_both!(what_is_exported_is_imported_again_and_no_value_is_a_formula, |house| async move {
    let odd = ["=HYPERLINK(\"http://x\")", "+1", "-1", "@a", "two \"quotes\", a comma"];
    let mut items = vec![board()];
    for (n, label) in odd.iter().enumerate() {
        items.push(CatalogueItem {
            code: format!("X-{n}"),
            label: (*label).to_owned(),
            supplier: Some((*label).to_owned()),
            ..board()
        });
    }
    house.records.seeding(house.org).catalogue(&items).await.unwrap();
    let file = house.records.export_catalogue(&house.maya).await.unwrap();
    assert!(file.starts_with(&format!("{HEAD}\r\n")));
    assert!(file.contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "{file}");
    for start in [",=", ",+", ",-", ",@", "\"=", "\n=", "\n+", "\n-", "\n@"] {
        assert!(!file.contains(start), "{start:?} in {file}");
    }
    let outcome = house.records.import_catalogue(&house.elsewhere.maya, &file).await.unwrap();
    assert_eq!((outcome.kept, outcome.problems), (6, Vec::new()));
    let (ours, theirs) = (
        house.records.catalogue(&house.maya).await.unwrap(),
        house.records.catalogue(&house.elsewhere.maya).await.unwrap(),
    );
    assert_eq!(ours, theirs);
});

on_both!(an_item_goes_out_of_the_catalogue_by_its_managers_hand, |house| async move {
    house.records.keep_catalogue_item(&house.maya, &board()).await.unwrap();
    house.records.keep_catalogue_item(&house.elsewhere.maya, &board()).await.unwrap();
    for (who, staff) in house.everybody() {
        if who != "manager" {
            house.records.remove_catalogue_item(staff, "BB-1").await.expect_err(who);
        }
    }
    house.records.remove_catalogue_item(&house.maya, "BB-1").await.unwrap();
    assert!(house.records.catalogue(&house.amy).await.unwrap().is_empty());
    assert_eq!(n_items(&house).await, 1, "the other organisation keeps its own");
    let rows = house.fresh.rows("SELECT action || ' ' || reason FROM audit ORDER BY n DESC").await;
    assert_eq!(rows[0], "catalogue-item-removed BB-1");
    let again = house.records.remove_catalogue_item(&house.maya, "BB-1").await;
    assert!(matches!(again, Err(RecordsError::Refused(_))), "{again:?}");
});

on_both!(changes_of_the_catalogue_leave_a_row, |house| async move {
    let before = house.fresh.count("audit").await;
    house.records.keep_catalogue_item(&house.maya, &board()).await.unwrap();
    let file = house.records.export_catalogue(&house.maya).await.unwrap();
    house.records.import_catalogue(&house.maya, &file).await.unwrap();
    assert_eq!(house.fresh.count("audit").await, before + 3);
    let rows = house.fresh.rows("SELECT action || ' ' || reason FROM audit ORDER BY n DESC").await;
    assert_eq!(rows[..3], ["catalogue-imported 1 items", "catalogue-exported ", "catalogue-item-kept "]);
});
