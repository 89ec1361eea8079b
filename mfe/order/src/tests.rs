use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    ImportSection, Instruction, Module, RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{Operator, Parser, Payload, Validator};

use super::*;

/// Functions 1 to 5 after one import: 1 and 4, and 2 and 5 are alike, 3 calls them all and is exported; a table holds 5 and 1.
fn sample() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    types.ty().function([ValType::I32], [ValType::I32]);
    let mut imports = ImportSection::new();
    imports.import("host", "log", EntityType::Function(0));
    let mut functions = FunctionSection::new();
    [1, 0, 0, 1, 0].iter().for_each(|&of_type| {
        functions.function(of_type);
    });
    let mut tables = TableSection::new();
    tables.table(TableType { element_type: RefType::FUNCREF, table64: false, minimum: 2, maximum: None, shared: false });
    let mut exports = ExportSection::new();
    exports.export("main", ExportKind::Func, 3);
    let mut elements = ElementSection::new();
    elements.active(None, &ConstExpr::i32_const(0), Elements::Functions([5, 1].as_slice().into()));
    let mut code = CodeSection::new();
    let body = |instructions: &[Instruction]| {
        let mut body = Function::new([]);
        instructions.iter().for_each(|instruction| {
            body.instruction(instruction);
        });
        body.instruction(&Instruction::End);
        body
    };
    let twice = |by| {
        body(&[
            Instruction::LocalGet(0),
            Instruction::I32Const(77_777),
            Instruction::I32Mul,
            Instruction::I32Const(by),
            Instruction::I32Add,
        ])
    };
    let log = |last| body(&[Instruction::Call(0), Instruction::Call(0), Instruction::Call(0), Instruction::Call(0), last]);
    let main = [
        Instruction::I32Const(1),
        Instruction::Call(1),
        Instruction::Drop,
        Instruction::Call(2),
        Instruction::I32Const(2),
        Instruction::Call(4),
        Instruction::Drop,
        Instruction::Call(5),
        Instruction::Call(0),
    ];
    for function in [twice(1), log(Instruction::Nop), body(&main), twice(2), log(Instruction::Call(0))] {
        code.function(&function);
    }
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&tables)
        .section(&exports)
        .section(&elements)
        .section(&code);
    module.finish()
}

/// What the exported function does, calls followed into the bodies: what no order may change.
fn meaning(wasm: &[u8]) -> String {
    let (imported, _) = functions(wasm).expect("readable");
    let mut bodies = Vec::new();
    let (mut main, mut table) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.expect("readable") {
            Payload::ExportSection(exports) => main = exports.into_iter().next().expect("one").expect("readable").index,
            Payload::ElementSection(elements) => {
                for element in elements {
                    if let wasmparser::ElementItems::Functions(items) = element.expect("readable").items {
                        table.extend(items.into_iter().map(|item| item.expect("readable")));
                    }
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body),
            _ => {}
        }
    }
    fn tell(bodies: &[wasmparser::FunctionBody], imported: u32, function: u32, out: &mut String) {
        let Some(own) = function.checked_sub(imported) else { return out.push_str("host ") };
        for operator in bodies[own as usize].get_operators_reader().expect("readable") {
            match operator.expect("readable") {
                Operator::Call { function_index } => tell(bodies, imported, function_index, out),
                other => out.push_str(&format!("{other:?} ")),
            }
        }
    }
    let mut out = String::new();
    [main].iter().chain(&table).for_each(|&function| tell(&bodies, imported, function, &mut out));
    out
}

#[test]
fn another_order_means_the_same() {
    let before = sample();
    let after = order(&before).expect("ordered");
    Validator::new().validate_all(&after).expect("valid");
    assert_ne!(before, after, "like functions have moved together");
    assert_eq!(meaning(&before), meaning(&after));
    assert_eq!(after, order(&before).expect("ordered"), "equal inputs give equal bytes");
}

#[test]
fn what_is_no_module_is_an_error() {
    assert!(matches!(order(b"not wasm"), Err(Error::Read(_))));
    let whole = sample();
    for length in 9..whole.len() {
        // Cut between two sections it may still be a module, of fewer functions than it declares.
        let _ = order(&whole[..length]);
    }
}
