// Push one encrypted message with a library of npm and read the answer with it: a JSON object on standard input
// {library, url, account, token, key, appid, xml} gives one on standard output {status, signed, id, message}.
const input = JSON.parse(require("node:fs").readFileSync(0, "utf8"));

const made = {
  "wechat-crypto": () => {
    const Crypt = require("wechat-crypto");
    const crypt = new Crypt(input.token, input.key, input.appid);
    return {
      seal: (text) => crypt.encrypt(text),
      open: (sealed) => crypt.decrypt(sealed),
      sign: (at, nonce, sealed) => crypt.getSignature(at, nonce, sealed),
    };
  },
  "@wecom/crypto": () => {
    const crypt = require("@wecom/crypto");
    return {
      seal: (text) => crypt.encrypt(input.key, text, input.appid),
      open: (sealed) => crypt.decrypt(input.key, sealed),
      sign: (at, nonce, sealed) => crypt.getSignature(input.token, at, nonce, sealed),
    };
  },
}[input.library]();

const field = (xml, name) =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^<\\]]*)(?:\\]\\]>)?</${name}>`).exec(xml)?.[1] ?? "";

async function main() {
  const at = String(Math.floor(Date.now() / 1000));
  const nonce = String(Math.floor(Math.random() * 1e9));
  const sealed = made.seal(input.xml);
  const url = new URL(input.url);
  url.search = new URLSearchParams({
    timestamp: at,
    nonce,
    signature: require("node:crypto").createHash("sha1")
      .update([input.token, at, nonce].sort().join("")).digest("hex"),
    encrypt_type: "aes",
    msg_signature: made.sign(at, nonce, sealed),
  });
  const body = `<xml><ToUserName><![CDATA[${input.account}]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`;
  const answer = await fetch(url, { method: "POST", body, headers: { "Content-Type": "text/xml" } });
  const xml = await answer.text();
  const reply = field(xml, "Encrypt");
  const opened = reply ? made.open(reply) : { id: "", message: "" };
  const signed = made.sign(field(xml, "TimeStamp"), field(xml, "Nonce"), reply) === field(xml, "MsgSignature");
  console.log(JSON.stringify({ status: answer.status, signed, id: opened.id, message: opened.message }));
}

main();
