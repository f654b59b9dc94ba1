using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json.Nodes;
using Tureen.Client;

namespace Tureen.Interop.Page;

/// <summary>Counts and checks what one DataConsumer gets, as the page of the npm client does.</summary>
internal sealed class DataInbox
{
    private readonly DataConsumer _consumer;
    private readonly string? _peerId;
    private readonly List<uint> _counters = [];
    private readonly List<string> _texts = [];
    private long _bytes;
    private int _empty;
    private int _broken;

    public DataInbox(DataConsumer consumer, string? peerId)
    {
        _consumer = consumer;
        _peerId = peerId;
        consumer.OnMessage += Take;
    }

    /// <summary>Bytes that sender and receiver both can make: a counter of 4 bytes, then a pattern that depends on it.</summary>
    public static byte[] BinaryMessage(uint counter, int length)
    {
        byte[] bytes = new byte[length];
        if (length >= 4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, counter);
            for (int i = 4; i < length; i++)
            {
                bytes[i] = (byte)((counter * 31) + (i * 7));
            }
        }

        return bytes;
    }

    /// <summary>A text of that many characters which begins with the counter.</summary>
    public static string TextMessage(uint counter, int length)
    {
        string start = counter.ToString(CultureInfo.InvariantCulture) + ":";
        return length == 0 ? "" : start.PadRight(length, (char)('a' + (counter % 26)))[..length];
    }

    public JsonObject Report() => new()
    {
        ["id"] = _consumer.Id,
        ["peerId"] = _peerId ?? "",
        ["label"] = _consumer.Label,
        ["protocol"] = _consumer.Protocol,
        ["readyState"] = _consumer.ReadyState.ToString().ToLowerInvariant(),
        ["count"] = _counters.Count,
        ["duplicates"] = _counters.Count - _counters.Distinct().Count(),
        ["isInOrder"] = _counters.Zip(_counters.Skip(1)).All(pair => pair.First < pair.Second),
        ["bytes"] = _bytes,
        ["empty"] = _empty,
        ["broken"] = _broken,
        ["texts"] = new JsonArray([.. _texts.Select(text => (JsonNode)text)]),
    };

    private void Take(DataMessage message)
    {
        if (message.IsText)
        {
            TakeText(message.Text);
            return;
        }

        byte[] bytes = message.Bytes.ToArray();
        _bytes += bytes.Length;
        if (bytes.Length == 0)
        {
            _empty++;
        }
        else
        {
            uint counter = bytes.Length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;
            Count(counter, bytes.AsSpan().SequenceEqual(BinaryMessage(counter, bytes.Length)));
        }
    }

    private void TakeText(string text)
    {
        _bytes += text.Length;
        if (text.Length == 0)
        {
            _empty++;
        }
        else if (uint.TryParse(text.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out uint counter))
        {
            Count(counter, string.Equals(text, TextMessage(counter, text.Length), StringComparison.Ordinal));
        }
        else
        {
            _texts.Add(text);
        }
    }

    private void Count(uint counter, bool isWhole)
    {
        _counters.Add(counter);
        _broken += isWhole ? 0 : 1;
    }
}
