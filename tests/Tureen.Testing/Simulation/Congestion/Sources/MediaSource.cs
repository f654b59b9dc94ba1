using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Sources;

/// <summary>Makes media in virtual time, and answers what receivers request.</summary>
internal abstract class MediaSource
{
    protected MediaSource(SourceStream[] streams) => Streams = streams;

    public SourceStream[] Streams { get; }

    /// <summary>When the next frame is due.</summary>
    public Timestamp NextDeadline { get; protected set; }

    /// <summary>Sends the frame that is due.</summary>
    public abstract void HandleDeadline(Timestamp now, SourceHost host);

    /// <summary>A receiver needs a key frame of one stream.</summary>
    public virtual void HandleKeyFrameRequest(Timestamp now, int stream)
    {
    }
}
