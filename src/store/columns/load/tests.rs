//! What is loaded at once is what was put one by one.

use proptest::prelude::*;

use super::*;

fn any_row() -> impl Strategy<Value = Row> {
    let assignee = prop_oneof![0..5u32, 4_094..4_098u32, Just(u32::MAX)];
    let codes = (0..4u8, 0..4u8, assignee, 0..3u32, 0..7u32);
    let times = (0..13i64, 0..50i64, -4..4i64, 0..9u32, 0..9u32);
    (codes, times, any::<bool>(), 0..32u8).prop_map(|(codes, times, ours, flags)| Row {
        status: codes.0,
        priority: codes.1,
        assignee: codes.2,
        mailbox: codes.3,
        customer: codes.4,
        created: times.0,
        updated: times.1,
        due: times.2.max(0),
        since: times.3,
        answer: times.4,
        ours,
        flags,
    })
}

proptest! {
    #[test]
    fn what_is_loaded_at_once_is_what_was_put_one_by_one(
        rows in prop::collection::btree_map(1..500u64, any_row(), 0..80),
    ) {
        let (mut load, mut orders) = (Load::default(), Orders::default());
        let mut columns = Columns::default();
        for (number, row) in &rows {
            load.put(TicketId(*number), *row);
            orders.put(TicketId(*number), row);
            columns.put(TicketId(*number), *row);
        }
        let mut loaded = load.end();
        orders.end().put_to(&mut loaded);
        loaded.gather_customers();
        columns.gather_customers();
        prop_assert_eq!(loaded, columns);
    }
}
