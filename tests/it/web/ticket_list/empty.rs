//! A list without rows: what would find some.

use serde_json::json;

use super::check_page;
use crate::world::play;

#[test]
fn a_list_without_rows_offers_the_smallest_step_that_finds_some() {
    play(async |world| {
        let api = world.api();
        for (name, priority) in [("lamp", "high"), ("lamp", "low"), ("door", "urgent")] {
            let new = json!({"name": name, "priority": priority, "customer": {"email": "ines@cust.example"}});
            api.post("/api/v1/tickets", &new).await.expect(201);
        }
        let admin = world.admin().await;
        for (query, words, href) in [
            (
                "priority=urgent&query=lamp",
                "1 ticket matches without these words",
                "/tickets?priority=urgent",
            ),
            (
                "status=closed&priority=high&query=lamp",
                "1 ticket matches in another status",
                "/tickets?priority=high&query=lamp",
            ),
            (
                "assignee=me&priority=low",
                "1 ticket matches assigned to somebody else",
                "/tickets?priority=low",
            ),
            ("status=closed&query=window", "Remove a filter", "/tickets"),
            // Of several words the one that is in the way, with whatever is left.
            (
                "query=lamp%20priority:urgent",
                "1 ticket matches without lamp",
                "/tickets?query=priority:urgent",
            ),
            (
                "query=priority:high%20status:closed%20-door",
                "1 ticket matches without status:closed",
                "/tickets?query=priority:high%20-door",
            ),
            (
                "query=%3Cb%3E%20door",
                "1 ticket matches without <b>",
                "/tickets?query=door",
            ),
            (
                "query=window%20status:closed",
                "3 tickets match without these words",
                "/tickets",
            ),
        ] {
            let page = check_page(&admin.get(&format!("/tickets?{query}")).await, 200);
            let said = &page.one("div", &[("data-empty", "")]).text;
            assert!(said.contains(words), "{query}: {said}");
            let offered = page.all("a", &[("class", "btn primary"), ("href", href)]);
            assert_eq!(offered.len(), 1, "{query}");
            // A list that empties while it is open says the same.
            let rows = format!("/tickets/rows?{query}&after=0");
            let update = admin.get(&rows).await.page();
            assert_eq!(update.one("div", &[("data-empty", "")]).text, *said);
        }
        let some = admin.get("/tickets/rows?query=lamp&after=0").await.text();
        assert!(!some.contains("data-empty"));
    });
}
