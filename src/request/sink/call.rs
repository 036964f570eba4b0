//! A call to a help desk, as a value. The file of each help desk makes it; the code in the browser sends it.

use alloc::{string::String, vec::Vec};

/// One HTTP request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Absolute, or from the root of the page's own site.
    pub url: String,
    /// Beyond those that the body implies.
    pub headers: Vec<(String, String)>,
    /// What is sent, always by POST.
    pub body: Body,
}

/// What a call carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// `application/json`.
    Json(String),
    /// `text/plain`, which needs no preflight. JSON all the same.
    Plain(String),
    /// `application/x-www-form-urlencoded`.
    Form(Vec<(String, String)>),
    /// `multipart/form-data`; the attachments follow, under this name where it is not empty.
    Multipart {
        /// Names and values.
        fields: Vec<(String, String)>,
        /// The name of each file's part; empty where no files are sent.
        files: String,
    },
}
