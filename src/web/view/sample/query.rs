//! What was not understood in the search box: one fault of every kind.

use crate::web::view::ticket_list::QueryFault;

pub fn wrong() -> Vec<QueryFault> {
    let words = ["nearest", "key", "empty", "value", "or", "too-many"];
    let fault = |fault| QueryFault {
        fault,
        about: "status".to_owned(),
        word: "stauts:<b>".to_owned(),
    };
    words.map(fault).to_vec()
}
