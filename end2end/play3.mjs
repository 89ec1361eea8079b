import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { launchOptions } from './fixtures/browser.js';
const B='http://127.0.0.1:3000';
const b=await chromium.launch(launchOptions); const c=await b.newContext({viewport:{width:390,height:844}}); const p=await c.newPage();
p.on('console',m=>console.log('CONSOLE',m.type(),m.text().slice(0,300)));p.on('pageerror',e=>console.log('PAGEERR',(e.stack??''+e).slice(0,900)));
for(let i=0;i<120;i++){ const n=await fetch(B+'/api/micro-frontends').then(r=>r.json()).then(l=>l.length,()=>0); if(n>3) break; await new Promise(r=>setTimeout(r,3000)); }
console.log('up', new Date().toISOString());
await p.goto(B+'/login?next=/exam/np1'); await p.waitForTimeout(3000);
await p.locator('#email').fill('maria@example.ph'); await p.locator('#password').fill('demo-pass-123'); await p.locator('main form button[type=submit]').click();
await p.waitForURL(/exam/); await p.locator('.mf-slot[data-mf-state=ready]').waitFor({timeout:60000});
await p.locator('.option').nth(1).click(); await p.waitForTimeout(1000);
await p.evaluate(()=>{window.__mark=1; window.mf.store.set('sidebar','{"open":true}')});
const src='/work/main/nursing/src/exam/mod.rs'; const text=readFileSync(src,'utf8');
const save=(w)=>writeFileSync(src,text.replace('"Previous"',`"${w}"`));
try { for (const w of ['Back','Before','Prior']) { const t=Date.now(); save(w); await p.getByRole('button',{name:w}).waitFor({timeout:240000}); console.log(w, Date.now()-t,'ms', await p.evaluate(()=>[window.__mark, window.mf.store.get('sidebar'), window.mf.slots()[0].state, document.querySelectorAll('.option.selected').length].join(' '))); await p.waitForTimeout(1500);} 
 writeFileSync(src,text+'\nfn broken( {'); await p.locator('.mf-dev-overlay').waitFor({timeout:60000}); console.log('overlay:', (await p.locator('.mf-dev-overlay').innerText()).slice(0,200)); await p.screenshot({path:'/tmp/play/overlay.png'});
} catch(e){console.log('FAIL',e.message.slice(0,600)); await p.screenshot({path:'/tmp/play/overlay.png'});} finally { writeFileSync(src,text); }
await p.waitForTimeout(8000); console.log('overlay gone', await p.locator('.mf-dev-overlay').count());
await b.close();
