using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Tureen.Fuzz.Inputs;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;

namespace Tureen.Fuzz.Targets;

/// <summary>Name in the path, query and body of requests to the room server: a line, and the rest.</summary>
internal sealed class HttpTarget : FuzzTarget
{
    public override InputShape Shape => InputShape.Bytes;

    public override IEnumerable<byte[]> Seeds => new[]
    {
        "/rooms/a/broadcasters?x=1\n{\"id\":\"b\",\"displayName\":\"c\",\"device\":{\"name\":\"d\"}}",
        "/rooms/a%2Fb/broadcasters/c/transports/d/consume?producerId=e&producerId=f\n{\"type\":\"plain\",\"comedia\":false,\"rtcpMux\":false}",
        "/?roomId=a&peerId=b&consumerReplicas=1e3&usePipeTransports=true&disableBwe=true\n",
        "/rooms/a/broadcasters/b/transports/c/connect\n{\"ip\":\"127.0.0.1\",\"port\":4,\"dtlsParameters\":{\"fingerprints\":[]}}",
    }.Select(Encoding.UTF8.GetBytes);

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new[] { "roomId=", "peerId=", "consumerReplicas=", "&", "?", "/", "%2F", "%00", "%", "+", "..", "\n", "NaN", "Infinity", "-1" }.Select(Encoding.UTF8.GetBytes),
        .. JsonTokens.All,
    ];

    public override bool IsExpected(Exception exception) => !ProgrammingErrors.Contains(exception);

    protected override void Attack(byte[] input)
    {
        int end = Array.IndexOf(input, (byte)'\n');
        string target = Encoding.UTF8.GetString(input, 0, end < 0 ? input.Length : end);
        int question = target.IndexOf('?', StringComparison.Ordinal);
        var context = new DefaultHttpContext();
        context.Request.Method = HttpMethods.Post;
        context.Request.RouteValues["room"] = question < 0 ? target : target[..question];
        context.Request.ContentType = "application/json";
        context.Request.Query = new QueryCollection(QueryHelpers.ParseQuery(question < 0 ? string.Empty : target[question..]));
        context.Request.Body = new MemoryStream(end < 0 ? [] : input[(end + 1)..]);
        BeginPacket();
        _ = PeerQuery.TryParse(context.Request.Query, AddressKey.None, out _);
        try
        {
            BroadcastRequest request = BroadcastRequest.ReadAsync(context, CallerAccess.Admin).GetAwaiter().GetResult();
            _ = request.Id("room");
            _ = BroadcasterOptions.Read(request.Body, request.RemoteAddress);
        }
        catch (Exception exception) when (exception is MediasoupException or BroadcastException or Rooms.Protoo.ProtooException)
        {
            // Refused with a reason.
        }

        EndPacket();
    }
}
