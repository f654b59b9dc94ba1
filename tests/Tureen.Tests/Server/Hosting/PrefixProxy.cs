using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tureen.Tests.Server.Hosting;

/// <summary>A proxy on loopback that shows a server below a path, as an operator's proxy does, WebSockets included. It speaks for a client elsewhere.</summary>
internal sealed class PrefixProxy : IDisposable
{
    private const string HeadEnd = "\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _server;
    private readonly string _path;
    private readonly bool _removesPath;
    private readonly string _headers;

    /// <param name="server">The server behind it.</param>
    /// <param name="path">What the path of each request begins with.</param>
    /// <param name="removesPath">Whether the server gets the rest alone.</param>
    /// <param name="headers">Lines that it adds to the head of each request.</param>
    public PrefixProxy(Uri server, string path, bool removesPath, params string[] headers)
    {
        _server = server;
        _path = path;
        _removesPath = removesPath;
        _headers = string.Concat(headers.Select(static line => "\r\n" + line));
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{_path}");

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            using (var server = new TcpClient())
            {
                (string head, byte[] body) = await ReadHeadAsync(client.GetStream());
                await server.ConnectAsync(IPAddress.Loopback, _server.Port);
                await server.GetStream().WriteAsync(Encoding.Latin1.GetBytes(Rewrite(head)));
                await server.GetStream().WriteAsync(body);
                Task up = client.GetStream().CopyToAsync(server.GetStream());
                await server.GetStream().CopyToAsync(client.GetStream());
                client.Close();
                await up;
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // One of the two has gone.
        }
    }

    private static async Task<(string Head, byte[] Body)> ReadHeadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        int end = -1;
        while (end < 0)
        {
            int count = await stream.ReadAsync(buffer);
            text.Append(count > 0 ? Encoding.Latin1.GetString(buffer, 0, count) : throw new IOException("the head of a request has no end"));
            end = text.ToString().IndexOf(HeadEnd, StringComparison.Ordinal);
        }

        string all = text.ToString();
        return (all[..end], Encoding.Latin1.GetBytes(all[(end + HeadEnd.Length)..]));
    }

    /// <summary>Each connection carries one request, so that no second head must be found.</summary>
    private string Rewrite(string head)
    {
        string[] lines = head.Split("\r\n");
        string[] first = lines[0].Split(' ');
        Assert.StartsWith(_path, first[1], StringComparison.Ordinal);
        string path = _removesPath ? first[1][_path.Length..] : first[1];
        bool isUpgrade = lines.Any(static line => line.StartsWith("Upgrade:", StringComparison.OrdinalIgnoreCase));
        IEnumerable<string> others = lines.Skip(1).Where(line => isUpgrade || !line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase));
        string close = isUpgrade ? "" : "\r\nConnection: close";
        return $"{first[0]} {(path.StartsWith('/') ? path : "/" + path)} {first[2]}\r\n{string.Join("\r\n", others)}{close}{_headers}{HeadEnd}";
    }
}
