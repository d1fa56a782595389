//! Saved views: of one's own and of everybody, with counts, by page and by program.

use guichet::domain::{
    access::Visibility,
    assignee::Assignee,
    right::{Right, Rights},
    role::EXPERT,
};
use serde_json::json;

use super::{check_page, numbers, three};
use crate::world::{
    html::Element,
    http::{Api, Browser, Request},
    play,
};

/// The views beside the list, in their order, with their counts.
async fn views(browser: &Browser) -> Vec<(String, String)> {
    let page = check_page(&browser.get("/tickets").await, 200);
    let links = page.all("a", &[("href", "")]);
    let is_view = |it: &&&Element| it.attribute("href").contains("&view=");
    let counted = links.iter().filter(is_view).filter_map(|it| {
        let name = it.text.trim_end_matches(|c: char| c.is_ascii_digit());
        let count = it.text.strip_prefix(name)?;
        Some((name.trim().to_owned(), count.to_owned()))
    });
    counted.filter(|(_, count)| !count.is_empty()).collect()
}

async fn delete(api: &Api, id: u64) -> u16 {
    let path = format!("/api/v1/views/{id}");
    api.fetch(Request::new("DELETE", &path)).await.status
}

/// The names of the views that a program is told of, the first made first.
async fn told(api: &Api) -> Vec<String> {
    let list = api.get("/api/v1/views").await.expect(200).json();
    let views = list["views"].as_array().unwrap().iter();
    views
        .map(|view| view["name"].as_str().unwrap().to_owned())
        .collect()
}

/// A name that shows nothing, or that reads as another, would stand beside everybody's list.
#[test]
fn a_view_is_named_by_what_can_be_read() {
    play(async |world| {
        let api = world.api();
        for (typed, kept) in [
            ("\u{200b}\u{feff}\u{202e}", None),
            ("\u{202e}nepO", Some("nepO")),
            ("line\r\nSet-Cookie: a=b", Some("line Set-Cookie: a=b")),
            (
                "\u{1f468}\u{200d}\u{1f469}",
                Some("\u{1f468}\u{200d}\u{1f469}"),
            ),
        ] {
            let new = json!({ "name": typed, "list": "status=open" });
            let answer = api.post("/api/v1/views", &new).await;
            match kept {
                Some(kept) => assert_eq!(answer.expect(201).json()["name"], *kept),
                None => assert_eq!(answer.status, 422, "{typed:?}"),
            }
        }
    });
}

#[test]
fn a_list_is_saved_found_again_changed_and_deleted() {
    play(async |world| {
        three(world).await;
        let admin = world.admin().await;
        let list = "status=open&query=customer:acme&sort=name";
        let fields = [("list", list), ("name", " Acme  & <b>Co</b> ")];
        let answer = admin.post("/tickets/views", &fields).await;
        let url = "/tickets?status=open&query=customer:acme&sort=name&view=1";
        assert_eq!(answer.header("location"), url);
        let page = check_page(&admin.get(url).await, 200);
        assert_eq!(numbers(&page), [3, 2]);
        let mine = ("Acme & <b>Co</b>".to_owned(), "2".to_owned());
        assert_eq!(views(&admin).await, std::slice::from_ref(&mine));
        let current = [("href", url), ("aria-current", "page")];
        assert_eq!(page.all("a", &current).len(), 1);
        // A filter more: the view can take it, or become another one.
        let more = "/tickets?status=open&priority=urgent&query=customer:acme&sort=name&view=1";
        let page = check_page(&admin.get(more).await, 200);
        assert_eq!(page.value("id"), "1");
        let list = page.value("list").to_owned();
        let fields = [("list", list.as_str()), ("id", "1"), ("name", "Urgent")];
        let answer = admin.post("/tickets/views", &fields).await;
        assert_eq!(answer.header("location"), more);
        let fields = [
            ("list", list.as_str()),
            ("id", "1"),
            ("name", "Second"),
            ("new", "1"),
        ];
        admin.post("/tickets/views", &fields).await;
        let names: Vec<String> = views(&admin).await.into_iter().map(|it| it.0).collect();
        assert_eq!(names, ["Second", "Urgent"]);
        // What is refused keeps what was typed.
        for name in ["", "SECOND", &"x".repeat(61)] {
            let fields = [("list", list.as_str()), ("name", name)];
            let page = check_page(&admin.post("/tickets/views", &fields).await, 422);
            let typed = page.one("input", &[("id", "view-name")]);
            assert_eq!(typed.attribute("value"), name);
            assert_eq!(page.all("p", &[("class", "error-msg")]).len(), 1);
            assert!(page.value("list").contains("priority=urgent"));
        }
        // Deleted, and there again.
        let fields = [("list", list.as_str()), ("id", "1"), ("delete", "1")];
        let answer = admin.post("/tickets/views", &fields).await;
        let page = check_page(&admin.get(answer.header("location")).await, 200);
        assert_eq!(views(&admin).await.len(), 1);
        let undo = page.one("form", &[("data-undo", "")]);
        assert_eq!(undo.attribute("action"), "/undo");
        admin
            .post("/undo", &[("id", "1"), ("back", "/tickets")])
            .await;
        assert_eq!(views(&admin).await.len(), 2);
        world.restart(|_| {}).await;
        assert_eq!(views(&world.admin().await).await.len(), 2);
    });
}

#[test]
fn each_sees_their_own_views_and_the_shared_ones_with_their_own_counts() {
    play(async |world| {
        three(world).await;
        let ada = world.ada().await;
        let own = world.person("Own", &[EXPERT], Visibility::Own, &[]).await;
        world.assign(2, Some(Assignee::User(own.user.id))).await;
        for (name, shared) in [("Ada's", false), ("All open", true)] {
            let view = json!({"name": name, "shared": shared, "list": "status=open"});
            ada.api.post("/api/v1/views", &view).await.expect(201);
        }
        assert_eq!(
            views(&ada.browser).await,
            [
                ("Ada's".into(), "3".into()),
                ("All open".into(), "3".into())
            ]
        );
        assert_eq!(views(&own.browser).await, [("All open".into(), "1".into())]);
        // Somebody else's is not there, a shared one is not theirs to change.
        let list = own.api.get("/api/v1/views").await.expect(200).json();
        assert_eq!(list["views"].as_array().unwrap().len(), 1);
        let other = json!({"name": "Mine"});
        own.api.patch("/api/v1/views/1", &other).await.expect(404);
        own.api.patch("/api/v1/views/2", &other).await.expect(403);
        assert_eq!(delete(&own.api, 1).await, 404);
        assert_eq!(delete(&own.api, 2).await, 403);
        let shared = json!({"name": "For all", "shared": true});
        own.api.post("/api/v1/views", &shared).await.expect(403);
        let page = check_page(&own.browser.get("/tickets?view=1").await, 200);
        assert_eq!(
            numbers(&page),
            [2],
            "an address with somebody else's view is a list"
        );
        assert_eq!(page.all("input", &[("name", "shared")]).len(), 0);
        // With the right they may, and what they take from everybody is theirs.
        let maker = world.role("maker", Rights::of(&[Right::Views])).await;
        let max = world
            .person("Max", &[EXPERT, maker], Visibility::All, &[])
            .await;
        let taken = json!({"shared": false});
        let view = max
            .api
            .patch("/api/v1/views/2", &taken)
            .await
            .expect(200)
            .json();
        assert_eq!(view["owner"], max.user.id.0);
        assert_eq!(views(&own.browser).await, []);
        for (wrong, field) in [
            (json!({"name": "x", "list": "colour=red"}), "list"),
            (json!({"name": "x", "list": "status=new"}), "list"),
            (
                json!({"name": "x", "list": format!("query={}", "x".repeat(9_000))}),
                "list",
            ),
            (json!({"list": "status=open"}), "name"),
            (json!({"name": "For everybody\u{202e}".repeat(20)}), "name"),
        ] {
            let refused = max.api.post("/api/v1/views", &wrong).await;
            if field == "list" && wrong["list"].as_str().is_some_and(|it| it.len() > 8_000) {
                // Read as a page reads it: the first thousand characters count.
                refused.expect(201);
                continue;
            }
            assert_eq!(refused.expect(422).json()["field"], field, "{wrong}");
        }
    });
}

#[test]
fn a_view_that_a_program_deletes_is_gone_for_everybody_who_had_it() {
    play(async |world| {
        three(world).await;
        let ada = world.ada().await;
        let eve = world.person("Eve", &[EXPERT], Visibility::All, &[]).await;
        let maker = world.role("maker", Rights::of(&[Right::Views])).await;
        let max = world
            .person("Max", &[EXPERT, maker], Visibility::All, &[])
            .await;
        for (api, name, shared) in [
            (&ada.api, "Ada's", false),
            (&ada.api, "All open", true),
            (&eve.api, "Eve's", false),
        ] {
            let view = json!({"name": name, "shared": shared, "list": "status=open"});
            api.post("/api/v1/views", &view).await.expect(201);
        }
        assert_eq!(told(&ada.api).await, ["Ada's", "All open"]);
        assert_eq!(told(&eve.api).await, ["All open", "Eve's"]);
        // What is one's own needs no right to manage views.
        assert_eq!(delete(&eve.api, 3).await, 204);
        assert_eq!(delete(&eve.api, 3).await, 404);
        // What is everybody's stays without it,
        assert_eq!(delete(&eve.api, 2).await, 403);
        assert_eq!(told(&eve.api).await, ["All open"]);
        assert_eq!(views(&eve.browser).await, [("All open".into(), "3".into())]);
        // and goes with it, whoever made it.
        assert_eq!(delete(&max.api, 1).await, 404, "another's own");
        assert_eq!(delete(&max.api, 2).await, 204);
        for person in [&eve, &max] {
            assert!(told(&person.api).await.is_empty());
            assert_eq!(views(&person.browser).await, []);
        }
        assert_eq!(told(&ada.api).await, ["Ada's"]);
        world.restart(|_| {}).await;
        assert_eq!(told(&world.api()).await, ["Ada's"]);
    });
}
