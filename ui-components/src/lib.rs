//! ui-components
