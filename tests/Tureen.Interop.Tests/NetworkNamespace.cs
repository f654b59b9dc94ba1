using System.Globalization;

namespace Tureen.Interop.Tests;

/// <summary>
/// A network of its own with one address that is not a loopback one, because Firefox makes no candidate pairs of loopback
/// addresses. Server and browser both run in it. It needs root, as CI has.
/// </summary>
internal sealed class NetworkNamespace : IAsyncDisposable
{
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(10);

    private NetworkNamespace(string name)
    {
        Name = name;
    }

    public string Name { get; }

    /// <summary>The address of its interface, from the range for documentation (RFC 5737).</summary>
    public string Address => "192.0.2.1";

    public static async Task<NetworkNamespace> CreateAsync()
    {
        NetworkNamespace made = new(string.Create(CultureInfo.InvariantCulture, $"tureen-{Environment.ProcessId}"));
        await RunAsync("netns", "add", made.Name);
        await RunAsync("-n", made.Name, "link", "set", "lo", "up");
        // A pair of virtual interfaces: both ends stay inside, the second one only keeps the first one up.
        await RunAsync("-n", made.Name, "link", "add", "tureen0", "type", "veth", "peer", "name", "tureen1");
        await RunAsync("-n", made.Name, "addr", "add", made.Address + "/24", "dev", "tureen0");
        await RunAsync("-n", made.Name, "link", "set", "tureen0", "up");
        await RunAsync("-n", made.Name, "link", "set", "tureen1", "up");
        await RunAsync("-n", made.Name, "route", "add", "default", "dev", "tureen0");
        return made;
    }

    public async ValueTask DisposeAsync() => await RunAsync("netns", "delete", Name);

    private static async Task RunAsync(params string[] arguments)
    {
        using ChildProcess process = ChildProcess.Start("ip", arguments, networkNamespace: null);
        int code = await process.WaitAsync(CommandLimit);
        if (code != 0)
        {
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)} ended with {code}: {process.Log}");
        }
    }
}
