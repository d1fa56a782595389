//! What the palette offers: places by right, tickets by number and words, to those who see them.

use guichet::domain::{access::Visibility, role::EXPERT};

use crate::world::{html::Page, mail::Mail, play};

fn links(page: &Page) -> Vec<String> {
    let links = page.all("a", &[]);
    links
        .iter()
        .map(|a| a.attribute("href").to_owned())
        .collect()
}

#[test]
fn places_are_offered_to_those_who_may_go_there() {
    play(async |world| {
        let admin = world.admin().await;
        let all = links(&admin.get("/commands").await.expect(200).page());
        for place in [
            "/",
            "/inbox",
            "/settings/rules",
            "/settings/audit",
            "/profile",
        ] {
            assert!(all.iter().any(|link| link == place), "{place}");
        }
        let expert = world
            .person("Emil Post", &[EXPERT], Visibility::All, &[])
            .await;
        let own = links(&expert.browser.get("/commands").await.expect(200).page());
        assert!(own.iter().any(|link| link == "/tickets"));
        assert!(!own.iter().any(|link| link == "/settings/audit"), "{own:?}");
        let stranger = world.stranger().get("/commands").await.expect(303);
        assert!(stranger.header("location").starts_with("/sign-in"));
    });
}

#[test]
fn tickets_are_found_by_number_and_words_by_those_who_see_them() {
    play(async |world| {
        for subject in ["lamp <img src=x>", "door 1", "window"] {
            world
                .ticket(&Mail::text("Inès <ines@cust.example>", subject, "x"))
                .await;
        }
        let admin = world.admin().await;
        let found = async |query: &str| {
            let answer = admin
                .get(&format!("/commands?query={query}"))
                .await
                .expect(200);
            assert!(!answer.text().contains("<img"));
            let mut links = links(&answer.page());
            links.retain(|link| link.starts_with("/t/"));
            links
        };
        assert_eq!(found("3").await, ["/t/3"]);
        assert_eq!(found("%233").await, ["/t/3"]);
        // The number first, then what holds the word.
        assert_eq!(found("1").await, ["/t/1", "/t/2"]);
        assert_eq!(found("LAMP").await, ["/t/1"]);
        assert_eq!(found("99").await, [""; 0]);
        assert_eq!(
            found("status:nonsense").await.len(),
            3,
            "what is not understood narrows nothing"
        );
        // The list of what is found stands behind it; behind a filter it is what is meant.
        let all = async |query: &str| {
            let answer = admin.get(&format!("/commands?query={query}")).await;
            links(&answer.expect(200).page())
        };
        assert_eq!(all("lamp").await, ["/t/1", "/tickets?query=lamp"]);
        let list = "/tickets?query=subject:lamp";
        assert_eq!(all("subject:lamp").await, [list, "/t/1"]);
        assert_eq!(all("subject:none").await, ["/tickets?query=subject:none"]);
        let owen = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        for query in ["3", "lamp", "ines"] {
            let page = owen
                .browser
                .get(&format!("/commands?query={query}"))
                .await
                .expect(200)
                .page();
            assert!(links(&page).is_empty(), "{query}");
        }
    });
}
