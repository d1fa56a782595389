//! `merge_into` of `POST /api/v1/tickets/bulk`: a program merges a selection into one ticket.

use super::*;

const BULK: &str = "/api/v1/tickets/bulk";

async fn bulk(world: &World, document: Value) -> Value {
    let api = world.api();
    api.post(BULK, &document).await.expect(200).json()
}

#[test]
fn a_program_merges_a_selection_into_one_ticket() {
    play_still(async |world| {
        for (who, subject) in [(INES, "one"), (BOB, "two"), (INES, "three"), (BOB, "four")] {
            world.ticket(&Mail::text(who, subject, "dark")).await;
        }
        let before = world.tickets();
        let all = json!({"tickets": [1, 2, 3, 77], "merge_into": 3});
        let done = bulk(world, all.clone()).await;
        assert_eq!(done, json!({"changed": 2, "same": 1, "missing": [77]}));
        assert_eq!(found(world, "").await, [3, 4]);
        let whole = world.api().ticket(3).await;
        assert_eq!(mails(&whole).len(), 3, "one log of the three");
        for number in [1, 2] {
            assert_eq!(world.api().ticket(number).await["merged_into"], 3);
            assert_eq!(ticket(world, number).merged_into, Some(TicketId(3)));
        }
        assert_eq!(as_before(ticket(world, 4), &before[3]), before[3]);
        // What is merged already is in no list any more, so nothing is done to it again.
        let newest = world.desk().newest_change().unwrap();
        let done = bulk(world, all).await;
        assert_eq!(
            done,
            json!({"changed": 0, "same": 1, "missing": [1, 2, 77]})
        );
        assert_eq!(world.desk().newest_change().unwrap(), newest);
        // What a query finds, the one to merge into among it.
        let done = bulk(world, json!({"query": "dark", "merge_into": 4})).await;
        assert_eq!(done, json!({"changed": 1, "same": 1, "missing": []}));
        assert_eq!(found(world, "").await, [4]);
        assert_eq!(mails(&world.api().ticket(4).await).len(), 4);
        // Step by step they come apart again.
        verb(world, "unmerge", 4, 3).await;
        for number in [1, 2] {
            verb(world, "unmerge", 3, number).await;
        }
        for (now, then) in world.tickets().into_iter().zip(&before) {
            assert_eq!(&as_before(now, then), then);
        }
    });
}

#[test]
fn a_program_that_sees_a_part_merges_that_part() {
    play_still(async |world| {
        for subject in ["one", "two", "three"] {
            world.ticket(&Mail::text(INES, subject, "dark")).await;
        }
        let own = world.person("Owen", &[EXPERT], Visibility::Own, &[]).await;
        world.give(1, own.user.id).await;
        world.give(2, own.user.id).await;
        let before = world.tickets();
        // Into one that they do not see, it is as into one that is not there.
        let into = async |number: u64| {
            let all = json!({"tickets": [1, 2], "merge_into": number});
            own.api.post(BULK, &all).await.expect(422)
        };
        assert_eq!(into(3).await.text(), into(99).await.text());
        assert_eq!(world.tickets(), before);
        let all = json!({"tickets": [1, 3, 99], "merge_into": 2});
        let done = own.api.post(BULK, &all).await.expect(200).json();
        assert_eq!(done, json!({"changed": 1, "same": 0, "missing": [3, 99]}));
        assert_eq!(found(world, "").await, [2, 3]);
        assert_eq!(ticket(world, 3), before[2], "nothing was done to it");
    });
}
