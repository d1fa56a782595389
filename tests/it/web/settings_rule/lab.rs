//! The lab on the page of a rule: what it finds, to whom, whole and while it is found.

use guichet::domain::{
    right::{Right, Rights},
    role::EXPERT,
};

use super::*;
use crate::world::http::{Request, urlencoded};

const TRY: &str = "/settings/rules/try";

async fn mails(world: &World) {
    for (subject, text) in [
        ("Printer <b>", "It prints nothing"),
        ("The blueprint", "Send it again"),
        ("Lamp", "dark"),
    ] {
        world
            .ticket(&Mail::text("a@cust.example", subject, text))
            .await;
    }
}

fn prints() -> Fields {
    vpn(&[
        ("n2.value", "print"),
        ("a1.action", "add_tag"),
        ("a1.value", "paper"),
    ])
}

fn rows(page: &Page) -> Vec<String> {
    let rows = page.all("tr", &[]);
    rows.iter().skip(1).map(|row| row.text.clone()).collect()
}

async fn stream(browser: &Browser, fields: &Fields) -> crate::world::http::Answer {
    let token = browser.form_token();
    let mut pairs: Vec<_> = fields
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    pairs.push(("form_token", &token));
    let request = Request::new("POST", TRY)
        .header("x-fragment", "1")
        .body("application/x-www-form-urlencoded", urlencoded(&pairs));
    browser.fetch(request).await
}

#[test]
fn a_draft_is_tried_on_what_came_before() {
    play(async |world| {
        mails(world).await;
        let admin = world.admin().await;
        check_page(&admin.get(NEW).await, 200);
        let before = (world.tickets(), world.desk().newest_change().unwrap());
        let page = check_page(&post(&admin, TRY, &prints()).await, 200);
        let said = page.one("p", &[("data-said", "")]);
        assert!(
            said.text
                .starts_with("Would match 2 of the last 3 messages"),
            "{}",
            said.text
        );
        let found = rows(&page);
        assert_eq!(found.len(), 2);
        assert!(found[0].contains("The blueprint") && found[0].contains("inside “blueprint”"));
        assert!(found[0].contains("tag paper added"), "{}", found[0]);
        assert!(found[1].starts_with("Printer <b>") && found[1].contains("inside “Printer”"));
        assert_eq!(page.all("mark", &[]).len(), 2);
        assert!(
            page.all("a", &[])
                .iter()
                .any(|it| it.attribute("href").starts_with("/t/2#a"))
        );
        // What was typed stays, and the button asks for whole words.
        let mut typed = sent(&page);
        let words = page.all("button", &[("data-words", "")])[0]
            .attribute("value")
            .to_owned();
        assert_eq!(words, "words:2");
        typed.push(("do".to_owned(), words));
        let page = check_page(&post(&admin, NEW, &typed).await, 200);
        let typed = sent(&page);
        assert!(
            typed.contains(&("n2.words".to_owned(), "1".to_owned())),
            "{typed:?}"
        );
        let page = check_page(&post(&admin, TRY, &typed).await, 200);
        assert_eq!(rows(&page).len(), 0);
        let after = (world.tickets(), world.desk().newest_change().unwrap());
        assert_eq!(after, before, "nothing was kept");
    });
}

#[test]
fn what_would_not_match_any_more_is_named_too() {
    play(async |world| {
        let admin = world.admin().await;
        check_page(&admin.get(NEW).await, 200);
        post(&admin, NEW, &prints()).await.expect(303);
        mails(world).await;
        let narrow = |value| {
            let mut form = vpn(&[
                ("n2.value", value),
                ("a1.action", "add_tag"),
                ("a1.value", "paper"),
            ]);
            form.push(("rule".to_owned(), "2".to_owned()));
            form
        };
        let page = check_page(&post(&admin, TRY, &narrow("printer")).await, 200);
        let said = &page.one("p", &[("data-said", "")]).text;
        assert!(said.contains("Matches 1 today"), "{said}");
        let found = rows(&page);
        assert!(
            found[0].contains("would not match any more"),
            "{}",
            found[0]
        );
        assert!(found[0].contains("tag paper removed"), "{}", found[0]);
        assert!(found[1].contains("nothing, already so"), "{}", found[1]);
        // The page is that of the rule that is tried.
        assert_eq!(
            page.one("form", &[("id", "rule")]).attribute("action"),
            "/settings/rules/2"
        );
        let mut gone = narrow("x");
        gone.last_mut().unwrap().1 = "99".to_owned();
        check_page(&post(&admin, TRY, &gone).await, 404);
    });
}

#[test]
fn what_is_found_comes_line_by_line() {
    play(async |world| {
        mails(world).await;
        let admin = world.admin().await;
        check_page(&admin.get(NEW).await, 200);
        let answer = stream(&admin, &prints()).await.expect(200);
        assert_eq!(answer.header("content-type"), "application/x-ndjson");
        let text = answer.text();
        let lines: Vec<Value> = text
            .lines()
            .map(|it| serde_json::from_str(it).unwrap())
            .collect();
        let last = lines.last().unwrap();
        assert_eq!(last["done"], true);
        assert_eq!(last["progress"], "3 looked at …");
        let html = last["html"].as_str().unwrap();
        assert_eq!(html.matches("<tr>").count(), 3, "{html}");
        assert!(html.contains("<mark>Print</mark>er") && !html.contains("Printer <b>"));
        let mut few = prints();
        few.push(("messages".to_owned(), "1".to_owned()));
        let answer = stream(&admin, &few).await.expect(200).text();
        assert!(
            answer.contains("1 of the last 1") || answer.contains("0 of the last 1"),
            "{answer}"
        );
        // A fault is answered with the form, as everywhere.
        let bad = vpn(&[("n2.value", "")]);
        let answer = stream(&admin, &bad).await.expect(422).text();
        assert!(answer.contains("id=\"n2-value-e\"") && !answer.contains("<html"));
        let page = check_page(&post(&admin, TRY, &bad).await, 422);
        page.one("p", &[("id", "n2-value-e")]);
        // It need not be called anything yet.
        post(&admin, TRY, &vpn(&[("name", "")])).await.expect(200);
    });
}

#[test]
fn nobody_sees_more_by_it_than_elsewhere() {
    play(async |world| {
        mails(world).await;
        let maker = world.role("maker", Rights::of(&[Right::Rules])).await;
        let max = world.person("Max", &[maker], Visibility::All, &[]).await;
        let page = check_page(&max.browser.get(NEW).await, 200);
        assert!(page.all("section", &[("data-lab", "")]).is_empty());
        check_page(&post(&max.browser, TRY, &prints()).await, 404);
    });
}

#[test]
fn who_sees_their_own_tickets_tries_on_those() {
    play(async |world| {
        mails(world).await;
        let maker = world.role("maker", Rights::of(&[Right::Rules])).await;
        let owen = world
            .person("Owen", &[EXPERT, maker], Visibility::Own, &[])
            .await;
        world.give(2, owen.user.id).await;
        check_page(&owen.browser.get(NEW).await, 200);
        let page = check_page(&post(&owen.browser, TRY, &prints()).await, 200);
        let said = &page.one("p", &[("data-said", "")]).text;
        assert!(
            said.starts_with("Would match 1 of the last 1 messages"),
            "{said}"
        );
        assert!(rows(&page)[0].starts_with("The blueprint"));
    });
}
