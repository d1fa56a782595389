//! In which order the rows stand, in which columns, and what a page in another order hears.

use serde_json::json;

use super::{check_page, numbers, three};
use crate::world::{
    ADMIN,
    http::{Browser, Request},
    mail::Mail,
    play,
};

#[test]
fn every_order_is_one_address_and_goes_on_page_by_page() {
    play(async |world| {
        three(world).await;
        let (admin, api) = (world.admin().await, world.api());
        let change = json!({"status": "waiting", "priority": "urgent", "assignee": {"user": ADMIN},
            "due_at": "2026-12-01T10:00:00Z", "tags": ["vpn", "élan"]});
        api.patch("/api/v1/tickets/2", &change).await.expect(200);
        for (sort, want) in [
            ("-updated", [2, 3, 1]),
            ("updated", [1, 3, 2]),
            ("created", [1, 2, 3]),
            ("-created", [3, 2, 1]),
            ("number", [1, 2, 3]),
            ("-number", [3, 2, 1]),
            ("name", [3, 2, 1]),
            ("-name", [1, 2, 3]),
            ("customer", [2, 1, 3]),
            ("-customer", [3, 1, 2]),
            ("status", [3, 1, 2]),
            ("-status", [2, 3, 1]),
            ("priority", [3, 1, 2]),
            ("-priority", [2, 3, 1]),
            ("assignee", [3, 1, 2]),
            ("-assignee", [2, 3, 1]),
            ("due", [2, 3, 1]),
            ("-due", [2, 3, 1]),
            ("tags", [2, 3, 1]),
            ("-tags", [2, 3, 1]),
            ("colour", [2, 3, 1]),
        ] {
            let page = check_page(&admin.get(&format!("/tickets?sort={sort}")).await, 200);
            assert_eq!(numbers(&page), want, "{sort}");
            if sort == "colour" {
                continue;
            }
            // A program goes through the same list one by one.
            let (mut found, mut after) = (Vec::new(), String::new());
            loop {
                let path = format!("/api/v1/tickets?sort={sort}&limit=1{after}");
                let answer = api.get(&path).await.expect(200).json();
                found.push(answer["tickets"][0]["number"].as_u64().unwrap());
                let Some(next) = answer["next"].as_str() else {
                    break;
                };
                after = format!("&after={next}");
            }
            assert_eq!(found, want, "{sort}");
        }
        let page = check_page(&admin.get("/tickets?status=open&sort=name").await, 200);
        let head = page.one("th", &[("data-column", "name")]);
        assert_eq!(head.attribute("aria-sort"), "ascending");
        let turned = [
            ("class", "sort"),
            ("href", "/tickets?status=open&sort=-name"),
        ];
        assert_eq!(page.all("a", &turned).len(), 1);
        // A place of another order, and what is no order.
        let first = api
            .get("/api/v1/tickets?sort=name&limit=1")
            .await
            .expect(200);
        let next = first.json()["next"].as_str().unwrap().to_owned();
        let wrong = format!("/api/v1/tickets?sort=number&after={next}");
        assert_eq!(api.get(&wrong).await.expect(422).json()["field"], "after");
        let refused = api
            .get("/api/v1/tickets?sort=colour")
            .await
            .expect(422)
            .json();
        assert_eq!(refused["field"], "sort");
        let detail = refused["detail"].as_str().unwrap();
        assert!(detail.contains("updated, created, due"), "{detail}");
    });
}

/// Typed into the words, an order is the same as in the address, and wins over it.
#[test]
fn an_order_is_typed_as_well() {
    play(async |world| {
        three(world).await;
        let (admin, api) = (world.admin().await, world.api());
        let change = json!({"priority": "urgent"});
        api.patch("/api/v1/tickets/2", &change).await.expect(200);
        for (query, want) in [
            ("sort%3Aoldest", [1, 2, 3]),
            ("sort%3A-oldest", [3, 2, 1]),
            ("sort%3Anewest&sort=created", [3, 2, 1]),
            ("sort%3Apriority%20-is%3Aclosed", [2, 3, 1]),
            ("sort%3Adue%20sort%3Aoldest", [1, 2, 3]),
        ] {
            let page = check_page(&admin.get(&format!("/tickets?query={query}")).await, 200);
            assert_eq!(numbers(&page), want, "{query}");
            let (mut found, mut after) = (Vec::new(), String::new());
            loop {
                let path = format!("/api/v1/tickets?query={query}&limit=1{after}");
                let answer = api.get(&path).await.expect(200).json();
                found.push(answer["tickets"][0]["number"].as_u64().unwrap());
                let Some(next) = answer["next"].as_str() else {
                    break;
                };
                after = format!("&after={next}");
            }
            assert_eq!(found, want, "{query}");
        }
        // The head of a column takes the words' place; without them the list stands as usual.
        let path = "/tickets?query=lamp%20sort%3Aname%20sort%3Aoldest&sort=-number";
        let page = check_page(&admin.get(path).await, 200);
        let heads = page.all("a", &[("class", "sort")]);
        let hrefs: Vec<_> = heads.iter().map(|it| it.attribute("href")).collect();
        assert!(
            hrefs.contains(&"/tickets?query=lamp&sort=-priority"),
            "{hrefs:?}"
        );
        let less = "/tickets?query=lamp%20sort:name";
        assert_eq!(page.all("a", &[("href", less)]).len(), 1, "the chip");
        for wrong in ["sort%3Acolour", "-sort%3Adue", "lamp%20OR%20sort%3Adue"] {
            let page = admin.get(&format!("/tickets?query={wrong}")).await;
            assert!(page.text().contains("oldest, newest, due"), "{wrong}");
            let path = format!("/api/v1/tickets?query={wrong}");
            assert_eq!(api.get(&path).await.expect(422).json()["field"], "query");
        }
    });
}

#[test]
fn columns_are_chosen_moved_and_sized_by_each_for_themselves() {
    play(async |world| {
        three(world).await;
        let admin = world.admin().await;
        let heads = async |browser: &Browser| {
            let page = check_page(&browser.get("/tickets").await, 200);
            let heads = page.all("th", &[("data-column", "")]);
            let heads = heads
                .iter()
                .map(|it| it.attribute("data-column").to_owned());
            heads.collect::<Vec<_>>()
        };
        let usual = heads(&admin).await;
        assert_eq!(
            usual.join(" "),
            "name customer status assignee priority tags updated"
        );
        let chosen = [
            ("back", "/tickets?status=open"),
            ("choose", "1"),
            ("column", "customer"),
            ("column", "number"),
            ("column", "colour"),
        ];
        let answer = admin.post("/tickets/columns", &chosen).await;
        assert_eq!(
            answer.header("location"),
            "/tickets?status=open&columns=open"
        );
        assert_eq!(heads(&admin).await.join(" "), "name customer number");
        // In a column of its own the description stands there alone; else under the name.
        let text = || async { admin.get("/tickets").await.expect(200).text() };
        let under = text().await;
        let described = [
            ("choose", "1"),
            ("column", "customer"),
            ("column", "description"),
            ("column", "number"),
        ];
        admin.post("/tickets/columns", &described).await;
        let apart = text().await;
        let (own, line) = ("class=\"c-desc", "class=\"desc\"");
        assert!(apart.contains(own) && !apart.contains(line), "{apart}");
        assert!(under.contains(line) && !under.contains(own), "{under}");
        admin.post("/tickets/columns", &chosen).await;
        let back = ("back", "https://elsewhere.example/");
        let answer = admin
            .post("/tickets/columns", &[back, ("earlier", "number")])
            .await;
        assert_eq!(answer.header("location"), "/tickets?columns=earlier.number");
        admin.post("/tickets/columns", &[("later", "name")]).await;
        assert_eq!(heads(&admin).await.join(" "), "number name customer");
        for (width, kept) in [("200", "200"), ("9999", "960"), ("-4", ""), ("", "")] {
            let size = [("resize", "customer"), ("width", width)];
            admin.post("/tickets/columns", &size).await;
            let page = check_page(&admin.get("/tickets").await, 200);
            let head = page.one("th", &[("data-column", "customer")]);
            assert_eq!(head.attribute("width"), kept, "{width}");
        }
        // Nobody else's change, and a restart keeps them.
        world.add_expert().await;
        let emil = world.stranger();
        emil.sign_in(crate::world::EXPERT, crate::world::PASSWORD)
            .await;
        assert_eq!(heads(&emil).await, usual);
        world.restart(|_| {}).await;
        let admin = world.admin().await;
        assert_eq!(heads(&admin).await.join(" "), "number name customer");
    });
}

#[test]
fn a_page_in_another_order_hears_what_has_its_turn_on_it() {
    play(async |world| {
        for name in ["bb", "dd", "ff", "hh"] {
            world.send(&Mail::text("zoe@acme.example", name, "?")).await;
        }
        let admin = world.admin().await;
        let place = world.api().get("/api/v1/tickets?sort=name&limit=2").await;
        let place = place.expect(200).json()["next"]
            .as_str()
            .unwrap()
            .to_owned();
        let after = world.desk().newest_change().unwrap();
        world.send(&Mail::text("zoe@acme.example", "cc", "?")).await;
        world.send(&Mail::text("zoe@acme.example", "gg", "?")).await;
        for (page, inside, outside) in [
            (format!("until={place}"), 5, 6),
            (format!("after_row={place}"), 6, 5),
        ] {
            let path = format!("/tickets/rows?sort=name&{page}&after={after}");
            let page = admin.get(&path).await.expect(200).page();
            let row = |number: u64| page.one("tr", &[("data-number", &number.to_string())]);
            assert!(!row(inside).has("data-outside"));
            assert!(row(outside).has("data-outside"));
        }
    });
}

#[test]
fn tags_order_by_the_first_of_them_and_by_the_name_that_it_has_now() {
    play(async |world| {
        three(world).await;
        let (admin, api) = (world.admin().await, world.api());
        for (ticket, tags) in [(1, vec!["Fax"]), (2, vec!["vpn", "élan"]), (3, vec!["zoo"])] {
            let path = format!("/api/v1/tickets/{ticket}");
            api.patch(&path, &json!({ "tags": tags })).await.expect(200);
        }
        let sorted = async |sort: &str| {
            numbers(&check_page(
                &admin.get(&format!("/tickets?sort={sort}")).await,
                200,
            ))
        };
        assert_eq!(sorted("tags").await, [2, 1, 3]);
        assert_eq!(sorted("-tags").await, [3, 1, 2]);
        let page = check_page(&admin.get("/tickets?sort=tags").await, 200);
        let head = page.one("th", &[("data-column", "tags")]);
        assert_eq!(head.attribute("aria-sort"), "ascending");
        let ids = api.get("/api/v1/tags").await.expect(200).json();
        let id = |name: &str| {
            let all = ids["tags"].as_array().unwrap();
            let tag = all.iter().find(|tag| tag["name"] == name).unwrap();
            tag["id"].to_string()
        };
        let path = format!("/api/v1/tags/{}", id("Fax"));
        api.patch(&path, &json!({"name": "aaa"})).await.expect(200);
        assert_eq!(sorted("tags").await, [1, 2, 3]);
        // What is not shown does not count: the ticket stands behind all others, from either end.
        let path = format!("/api/v1/tags/{}", id("Fax"));
        let gone = api.fetch(Request::new("DELETE", &path)).await;
        assert_eq!(gone.status, 204);
        assert_eq!(sorted("tags").await, [2, 3, 1]);
        assert_eq!(sorted("-tags").await, [3, 2, 1]);
    });
}

#[test]
fn the_best_answers_stand_first_where_words_are_looked_for() {
    play(async |world| {
        let from = "Ines <ines@cust.example>";
        // In a name, twice in a text, and once at the beginning of another word; the newest last.
        for (name, text) in [
            ("Toner", "empty"),
            ("Lamp", "no toner, no toner"),
            ("Door", "tonerless"),
            ("Window", "toner"),
        ] {
            world.ticket(&Mail::text(from, name, text)).await;
        }
        let (admin, api) = (world.admin().await, world.api());
        let best = [1, 2, 4, 3];
        let path = "/tickets?query=toner&sort=best";
        let page = check_page(&admin.get(path).await, 200);
        assert_eq!(numbers(&page), best);
        // The press on it leads back to the newest change.
        let on = page.one("a", &[("class", "hide-s filter"), ("aria-current", "true")]);
        assert_eq!(on.attribute("href"), "/tickets?query=toner");
        let page = check_page(&admin.get("/tickets?query=toner").await, 200);
        assert_eq!(numbers(&page), [4, 3, 2, 1]);
        let off = page.one("a", &[("class", "hide-s filter")]);
        assert_eq!(off.attribute("href"), path);
        // A program goes through it one by one, from either end; what asks for no words has none.
        for (sort, want) in [("best", best), ("-best", [3, 4, 2, 1])] {
            let (mut found, mut after) = (Vec::new(), String::new());
            loop {
                let path = format!("/api/v1/tickets?query=toner&sort={sort}&limit=1{after}");
                let answer = api.get(&path).await.expect(200).json();
                found.push(answer["tickets"][0]["number"].as_u64().unwrap());
                let Some(next) = answer["next"].as_str() else {
                    break;
                };
                after = format!("&after={next}");
            }
            assert_eq!(found, want, "{sort}");
        }
        let page = check_page(&admin.get("/tickets?query=-toner%20is:open").await, 200);
        assert!(page.all("a", &[("class", "hide-s filter")]).is_empty());
        assert_eq!(
            numbers(&check_page(&admin.get("/tickets?sort=best").await, 200)),
            [4, 3, 2, 1]
        );
        // A saved view keeps it, and what changed is told with its place.
        let fields = [("list", "query=toner&sort=best"), ("name", "Toner")];
        let answer = admin.post("/tickets/views", &fields).await;
        let url = answer.header("location").to_owned();
        assert_eq!(url, "/tickets?query=toner&sort=best&view=1");
        assert_eq!(numbers(&check_page(&admin.get(&url).await, 200)), best);
        let rows = admin
            .get("/tickets/rows?query=toner&sort=best&after=0")
            .await;
        assert_eq!(rows.expect(200).text().matches("<tr ").count(), 4);
    });
}
