using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tureen.Rooms.Protoo;

/// <summary>One request of the peer, to be answered once. The answer leaves at once, so that more can be sent after it.</summary>
internal sealed class ProtooRequest(int id, string method, JsonElement data, Action<byte[]> send)
{
    private int _isAnswered;

    public string Method { get; } = method;

    /// <summary>An object or an array.</summary>
    public JsonElement Data { get; } = data;

    /// <summary>False when it was answered before.</summary>
    public bool Accept(JsonNode? answer = null) => Answer(() => ProtooFrame.Success(id, answer));

    /// <summary>False when it was answered before.</summary>
    public bool Reject(int code, string reason) => Answer(() => ProtooFrame.Error(id, code, reason));

    private bool Answer(Func<byte[]> write)
    {
        if (Volatile.Read(ref _isAnswered) != 0)
        {
            return false;
        }

        // Written before it counts as answered: data that cannot be written becomes an error instead.
        byte[] frame = write();
        if (Interlocked.Exchange(ref _isAnswered, 1) != 0)
        {
            return false;
        }

        send(frame);
        return true;
    }
}
