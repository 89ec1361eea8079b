import { chromium } from '@playwright/test';
import { launchOptions } from './fixtures/browser.js';
const b=await chromium.launch(launchOptions); const c=await b.newContext({viewport:{width:390,height:844}}); const p=await c.newPage();
p.on('console',m=>console.log('CONSOLE',m.type(),m.text().slice(0,500)));p.on('pageerror',e=>console.log('PAGEERR',(e.stack??''+e).slice(0,1500)));
for(const path of process.argv.slice(2)){ await p.goto('http://127.0.0.1:3200'+path); await p.waitForTimeout(1500); console.log(path, await p.evaluate(()=>JSON.stringify(window.mf?.slots().map(s=>[s.remote,s.expose,s.state,s.error&&s.error.message]))));}
await b.close();
