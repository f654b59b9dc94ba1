using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>Calls that the server forwards and cannot read.</summary>
public sealed class EncryptionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_cipher_keeps_secrets_and_notices_changes()
    {
        using ChildProcess node = ChildProcess.Start(
            "node", ["--test", Path.Combine(RepositoryRoot.Path, "tests", "Tureen.Interop.Tests", "web", "frames.test.mjs")], networkNamespace: null);
        Assert.True(await node.WaitAsync(Limit) == 0, node.Log);
        Assert.Contains("# pass 8", node.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_with_the_key_see_and_hear_each_other_and_others_are_shown_as_unreadable()
    {
        await using Call call = await Call.StartAsync(isOwnNetwork: true);

        // 1. One asks for encryption and gets a link with the key.
        RoomPage ann = await call.VisitAsync();
        await ann.EvaluateAsync("document.getElementById('join-encrypt').checked = true");
        await ann.JoinAsync("Ann");
        await ann.WaitForAsync("!document.getElementById('room-encrypted').hidden && document.getElementById('room-encrypted').textContent === 'End-to-end encrypted'");
        string key = await ann.TextAsync("new URLSearchParams(location.hash.slice(1)).get('key')");
        Assert.Matches("^[A-Za-z0-9_-]{43}$", key);

        // 2. Another browser follows the link.
        RoomPage bob = await call.VisitAsync("firefox", fragment: $"#key={key}");
        Assert.Equal("true,true", await bob.TextAsync("[document.getElementById('join-encrypt').checked, document.getElementById('join-encrypt').disabled].join()"));
        await bob.JoinAsync("Bob");
        await bob.WaitForPictureOfAsync("Ann");
        await ann.WaitForPictureOfAsync("Bob");
        await bob.WaitForAsync("[...document.querySelectorAll('.tile:not([data-own]) audio')].some((audio) => audio.currentTime > 0.5)");
        Assert.Equal("false", await ann.TextAsync(Unreadable("Bob")));

        // 3. Somebody with another key is there, and neither seen nor heard; nor are the others there.
        RoomPage eve = await call.VisitAsync(fragment: $"#key={Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}");
        await eve.JoinAsync("Eve");
        await ann.WaitForAsync(Unreadable("Eve"));
        await eve.WaitForAsync(Unreadable("Ann"));
        await bob.WaitForAsync(Unreadable("Eve"));
        Assert.Equal("0", await eve.TextAsync("[...document.querySelectorAll('.tile:not([data-own]) video')].filter((video) => video.videoWidth > 0).length"));

        // 4. A damaged key lets nobody in.
        RoomPage gus = await call.VisitAsync(fragment: "#key=short");
        await gus.EvaluateAsync("document.getElementById('join-name').value = 'Gus'; document.getElementById('join-form').requestSubmit()");
        await gus.WaitForAsync("document.getElementById('join-problem').textContent.startsWith('The key in the link is damaged')");
    }

    private static string Unreadable(string name) =>
        $"[...document.querySelectorAll('.tile')].some((tile) => tile.querySelector('.name').textContent === '{name}' && !tile.querySelector('.unreadable').hidden)";
}
