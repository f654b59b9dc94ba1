using System.Runtime.InteropServices.JavaScript;
using Tureen.Client;
using Tureen.Client.Browser.Media;
using Tureen.Ortc;

namespace Tureen.Interop.Page;

/// <summary>A Consumer whose track plays in an element of its own.</summary>
internal sealed class PlayedConsumer
{
    private readonly JSObject _element;
    private readonly double _started = Glue.Now();
    private double? _firstFrameMs;

    public PlayedConsumer(Consumer consumer, string peerId)
    {
        Consumer = consumer;
        PeerId = peerId;
        _element = Glue.AddElement(consumer.Kind.ToWireString());
        BrowserMedia.Attach(_element, consumer.Track);
    }

    public Consumer Consumer { get; }

    public string PeerId { get; }

    public int Width => Consumer.Kind == MediaKind.Video ? _element.GetPropertyAsInt32("videoWidth") : 0;

    public int Height => Consumer.Kind == MediaKind.Video ? _element.GetPropertyAsInt32("videoHeight") : 0;

    /// <summary>The time from the offer to the first report that knows of frames.</summary>
    public double? NoteFrames(double framesDecoded) =>
        framesDecoded > 0 ? _firstFrameMs ??= Glue.Now() - _started : _firstFrameMs;

    public void Stop()
    {
        Consumer.Close();
        Glue.RemoveElement(_element);
    }
}
