using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Tureen.Client.Native.Stats;

/// <summary>Writes entries of statistics with the names that browsers give them (W3C, Identifiers for WebRTC's Statistics API).</summary>
internal sealed class StatsWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    public StatsWriter()
    {
        _json = new Utf8JsonWriter(_buffer);
        _json.WriteStartArray();
    }

    /// <summary>One entry; members that are null are left out.</summary>
    public void Add(string type, string id, double timestamp, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        _json.WriteStartObject();
        _json.WriteString("id", id);
        _json.WriteString("type", type);
        _json.WriteNumber("timestamp", timestamp);
        foreach ((string name, object? value) in members)
        {
            Write(name, value);
        }

        _json.WriteEndObject();
    }

    public RtcStatsReport Finish()
    {
        _json.WriteEndArray();
        _json.Flush();
        return RtcStatsReport.Parse(Encoding.UTF8.GetString(_buffer.WrittenSpan));
    }

    public void Dispose() => _json.Dispose();

    private void Write(string name, object? value)
    {
        switch (value)
        {
            case string text:
                _json.WriteString(name, text);
                break;
            case bool flag:
                _json.WriteBoolean(name, flag);
                break;
            case long number:
                _json.WriteNumber(name, number);
                break;
            case double number:
                _json.WriteNumber(name, number);
                break;
            default:
                break;
        }
    }
}
