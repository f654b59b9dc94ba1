using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Tureen.Client.Protoo;

namespace Tureen.Tests.Client.Protoo;

/// <summary>A socket whose other end is the test.</summary>
[SupportedOSPlatform("browser")]
internal sealed class FakeProtooSocket : IProtooSocket
{
    private Action? _onOpen;
    private Action<string>? _onText;
    private Action<int>? _onClose;

    public List<JsonNode> Sent { get; } = [];

    /// <summary>The other side answers nothing any more, not even the end of the connection.</summary>
    public bool IsDeaf { get; set; }

    public void Open(string url, Action onOpen, Action<string> onText, Action<int> onClose) =>
        (_onOpen, _onText, _onClose) = (onOpen, onText, onClose);

    public void Send(string message) => Sent.Add(JsonNode.Parse(message)!);

    public void Close()
    {
        if (!IsDeaf)
        {
            Drop(1005);
        }
    }

    public void Accept() => _onOpen!();

    public void Say(string message) => _onText!(message);

    public void Drop(int code) => _onClose!(code);
}
