//! The menu of a ticket: into the bin, taken back, restored; without script.

use crate::world::{mail::Mail, play};

const INES: &str = "ines@cust.example";

#[test]
fn a_ticket_goes_to_the_bin_and_undo_takes_it_out() {
    play(async |world| {
        world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let admin = world.admin().await;
        let page = admin.get("/t/1").await.expect(200);
        assert_eq!(
            page.page().all("form", &[("action", "/t/1/delete")]).len(),
            1
        );
        let answer = admin.post("/t/1/delete", &[]).await.expect(303);
        let next = answer.header("location").to_owned();
        assert_eq!(next, "/t/1?undo=1");
        let page = admin.get(&next).await.expect(200);
        let text = page.text();
        assert!(text.contains("In the bin for 30 days"));
        assert!(text.contains("In the bin until"));
        // Nothing is offered but the way out.
        let forms = page.page();
        for gone in ["/t/1/edit", "/t/1/notes", "/t/1/messages", "/t/1/delete"] {
            assert_eq!(forms.all("form", &[("action", gone)]).len(), 0, "{gone}");
        }
        assert!(
            !admin
                .get("/tickets")
                .await
                .expect(200)
                .text()
                .contains("href=\"/t/1\"")
        );
        assert!(
            !admin
                .get("/inbox")
                .await
                .expect(200)
                .text()
                .contains("href=\"/t/1")
        );
        let list = admin.get("/tickets?query=is%3Adeleted").await.expect(200);
        assert!(list.text().contains("href=\"/t/1\""));
        // A page that stood open is refused with the reason.
        let late = admin.post("/t/1/edit", &[("status", "closed")]).await;
        assert!(late.expect(422).text().contains("restore it first"));
        let undone = admin.post("/undo", &[("id", "1"), ("back", &next)]).await;
        assert_eq!(undone.expect(303).header("location"), "/t/1?undone=1");
        let text = admin.get("/t/1?undone=1").await.expect(200).text();
        assert!(text.contains("Taken out of the bin"));
        assert!(!text.contains("In the bin until"));
        assert!(
            admin
                .get("/tickets")
                .await
                .expect(200)
                .text()
                .contains("href=\"/t/1\"")
        );
        // Long after the undo is over it can be restored.
        admin.post("/t/1/delete", &[]).await.expect(303);
        let answer = admin.post("/t/1/restore", &[]).await.expect(303);
        let offered = answer.header("location").to_owned();
        assert!(world.tickets()[0].deleted.is_none());
        // That is taken back, too.
        let id = offered.rsplit('=').next().unwrap();
        let undone = admin.post("/undo", &[("id", id), ("back", &offered)]).await;
        let text = admin.get(undone.expect(303).header("location")).await;
        assert!(text.expect(200).text().contains("In the bin again"));
        assert!(world.tickets()[0].deleted.is_some());
    });
}

#[test]
fn a_selection_goes_to_the_bin_and_comes_back_at_once() {
    play(async |world| {
        for subject in ["lamp", "door", "window"] {
            world.ticket(&Mail::text(INES, subject, "dark")).await;
        }
        let admin = world.admin().await;
        let chosen = [
            ("delete", "1"),
            ("number", "1"),
            ("number", "3"),
            ("back", "/tickets"),
        ];
        let answer = admin.post("/tickets/bulk", &chosen).await.expect(303);
        assert_eq!(answer.header("location"), "/tickets?undo=1");
        let list = admin.get("/tickets?undo=1").await.expect(200).text();
        assert!(list.contains("In the bin for 30 days") && list.contains("#1 #3"));
        assert!(list.contains("href=\"/t/2\"") && !list.contains("href=\"/t/3\""));
        // Restored since by somebody else: it is not restored twice.
        admin.post("/t/3/restore", &[]).await.expect(303);
        let back = [("id", "1"), ("back", "/tickets")];
        admin.post("/undo", &back).await.expect(303);
        let deleted = world
            .tickets()
            .iter()
            .filter(|it| it.deleted.is_some())
            .count();
        assert_eq!(deleted, 0);
        let lines = world.api().ticket(3).await;
        let lines = lines["activities"].as_array().unwrap().iter();
        assert_eq!(lines.filter(|line| line["kind"] == "restored").count(), 1);
    });
}
