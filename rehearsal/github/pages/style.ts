/** The pages' own style; the text of comments is styled by github-markdown-css. */
export const STYLE = `
*{box-sizing:border-box}
body{margin:0;font:14px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;color:#1f2328;background:#fff}
a{color:#0969da;text-decoration:none}a:hover{text-decoration:underline}
code,pre,.sha{font-family:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:12px}
header{background:#f6f8fa;border-bottom:1px solid #d1d9e0;padding:16px 24px 0}
.crumbs{font-size:16px}.crumbs a{color:#0969da}.mark{color:#5fb4cb;font-size:20px;margin-right:4px}
nav{margin-top:14px;display:flex;gap:8px}
.tab{padding:8px 10px 10px;color:#1f2328;border-bottom:2px solid transparent}.tab:hover{text-decoration:none;background:#eff2f5;border-radius:6px 6px 0 0}
.chosen{border-color:#fd8c73;font-weight:600}
.count{background:#e6eaef;border-radius:10px;padding:0 7px;font-size:12px;font-weight:500}
main{max-width:1180px;margin:24px auto;padding:0 24px}
footer{max-width:1180px;margin:40px auto;padding:16px 24px;color:#59636e;font-size:12px;border-top:1px solid #d1d9e0}
h1{font-size:28px;font-weight:400;margin:0 0 8px}h1 .muted{font-weight:300}
h2{font-size:16px;font-weight:600;margin:28px 0 10px}
.muted{color:#59636e}.icon{vertical-align:-3px;flex:none}.avatar{border-radius:50%;vertical-align:middle}
.label{display:inline-block;border:1px solid #d1d9e0;border-radius:12px;padding:0 8px;font-size:12px;color:#59636e;font-weight:500}
.note{background:#ddf4ff;border-color:#54aeff66;color:#0969da}
.state{display:inline-flex;align-items:center;gap:6px;color:#fff;border-radius:16px;padding:4px 12px;font-weight:500}
.state.open{background:#1f883d}.state.merged{background:#8250df}.state.closed{background:#cf222e}
.branch{background:#ddf4ff;color:#0969da;border-radius:6px;padding:2px 6px;font-family:ui-monospace,Menlo,Consolas,"Liberation Mono",monospace;font-size:12px}
.box{border:1px solid #d1d9e0;border-radius:6px;margin-bottom:16px;overflow:hidden}
.box>.head{background:#f6f8fa;border-bottom:1px solid #d1d9e0;padding:8px 16px;font-weight:600;display:flex;gap:8px;align-items:center}
.row{display:flex;gap:10px;align-items:flex-start;padding:10px 16px;border-top:1px solid #d1d9e0}.box>.row:first-child{border-top:0}
.head+.row{border-top:0}.row .grow{flex:1;min-width:0}.row .icon{margin-top:3px}
.row .title{font-size:15px;font-weight:600;color:#1f2328}
.columns{display:grid;grid-template-columns:minmax(0,1fr) 300px;gap:28px}.columns>*{min-width:0}
@media(max-width:900px){.columns{grid-template-columns:minmax(0,1fr)}}
.aside h3{font-size:12px;color:#59636e;margin:0 0 6px}.aside section{border-bottom:1px solid #d1d9e0;padding:0 0 14px;margin-bottom:14px}
.comment{display:grid;grid-template-columns:44px minmax(0,1fr);gap:12px;margin-bottom:18px}
.comment .box{margin:0;position:relative}.comment .text{padding:16px}
.comment.bot .head{background:#f6f8fa}.comment .head{font-weight:400}
.event{padding:2px 0 18px 56px;color:#59636e;display:flex;gap:8px;align-items:center}
.markdown-body{font-size:14px}.markdown-body .task-list-item{list-style:none}.markdown-body .task-list-item input{margin:0 .4em .2em -1.5em}
.diff-add{background:#dafbe1;color:#116329;display:inline-block;min-width:100%}.diff-del{background:#ffebe9;color:#82071e;display:inline-block;min-width:100%}.diff-mark{color:#8250df}
table.diff{border-collapse:collapse;width:100%;table-layout:fixed;font:12px/20px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
table.diff td{padding:0 10px;white-space:pre-wrap;overflow-wrap:anywhere;vertical-align:top}
table.diff td.n{width:46px;text-align:right;color:#59636e;user-select:none;padding:0 8px}
tr.add td{background:#dafbe1}tr.add td.n{background:#aceebb}tr.del td{background:#ffebe9}tr.del td.n{background:#ffcecb}
tr.hunk td{background:#ddf4ff;color:#59636e}
.stat{font-size:12px;font-weight:600}.plus{color:#1a7f37}.minus{color:#d1242f}
details.step{border-top:1px solid #d1d9e0}details.step>summary{padding:8px 16px;cursor:pointer;display:flex;gap:8px;align-items:center;list-style:none}
details.step>summary::before{content:"▸";color:#59636e;width:10px}details.step[open]>summary::before{content:"▾"}
details.step>summary:hover{background:#f6f8fa}
pre.log{margin:0;padding:10px 16px 14px 42px;background:#0d1117;color:#e6edf3;white-space:pre-wrap;overflow-wrap:anywhere;max-height:520px;overflow-y:auto}
pre.log .error{color:#ff7b72}pre.log .warning{color:#e3b341}pre.log .group{color:#79c0ff;font-weight:600}
.annotation{border-left:3px solid #bf8700}.annotation.failure{border-color:#d1242f}.annotation.notice{border-color:#0969da}
.big{font-size:20px;font-weight:600}.push{margin-left:auto}
`;
