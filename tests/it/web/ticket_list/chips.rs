//! The words of a query one by one: what each says, in the reader's language, and the list without it.

use super::{check_page, numbers, three};
use crate::world::{html::Page, http::Request, play};

/// The chips: what each says, and where its x leads.
fn chips(page: &Page) -> Vec<(String, String)> {
    let links = page.all("a", &[("aria-label", "")]);
    let removes = links
        .iter()
        .filter(|link| link.attribute("aria-label").starts_with("Remove “"));
    let both = removes.map(|link| {
        let label = link.attribute("aria-label").to_owned();
        (label, link.attribute("href").to_owned())
    });
    both.collect()
}

#[test]
fn each_word_is_taken_out_alone_and_the_filters_stay() {
    play(async |world| {
        three(world).await;
        let admin = world.admin().await;
        let path = "/tickets?status=open&query=-is:closed%20customer:acme%20OR%20x:y%20priority:low,urgent&sort=name";
        let page = check_page(&admin.get(path).await, 200);
        let rest = |words: &str| format!("/tickets?status=open&query={words}&sort=name");
        assert_eq!(
            chips(&page),
            [
                (
                    "Remove “-is:closed”".to_owned(),
                    rest("customer:acme%20OR%20x:y%20priority:low,urgent")
                ),
                (
                    "Remove “customer:acme”".to_owned(),
                    rest("-is:closed%20x:y%20priority:low,urgent")
                ),
                (
                    "Remove “x:y”".to_owned(),
                    rest("-is:closed%20customer:acme%20priority:low,urgent")
                ),
                (
                    "Remove “priority:low,urgent”".to_owned(),
                    rest("-is:closed%20customer:acme%20OR%20x:y")
                ),
            ]
        );
        assert_eq!(
            page.value("query"),
            "-is:closed customer:acme OR x:y priority:low,urgent"
        );
        // A value that names nothing is marked at its chip, too.
        let text = admin.get("/tickets?query=tag:none%20is:open").await.text();
        assert_eq!(text.matches("class=\"tag bad\"").count(), 1, "{text}");
        // Without words there is none, and the last one leads to the whole list.
        assert_eq!(chips(&check_page(&admin.get("/tickets").await, 200)), []);
        let page = check_page(&admin.get("/tickets?query=customer:acme").await, 200);
        assert_eq!(numbers(&page), [3, 2]);
        let last = chips(&page);
        assert_eq!(last[0].1, "/tickets");
        assert_eq!(
            numbers(&check_page(&admin.get(&last[0].1).await, 200)).len(),
            3
        );
    });
}

#[test]
fn a_chip_is_said_in_the_readers_language() {
    play(async |world| {
        three(world).await;
        let admin = world.admin().await;
        let path = "/tickets?query=status:waiting%20-is:overdue%20%22a%20phrase%22";
        let french = Request::new("GET", path).header("accept-language", "fr");
        let text = admin.fetch(french).await.text();
        for said in [
            "Statut\u{a0}:",
            "En attente",
            "sauf",
            "En retard",
            "&quot;a phrase&quot;",
        ] {
            assert!(text.contains(said), "{said}");
        }
    });
}
