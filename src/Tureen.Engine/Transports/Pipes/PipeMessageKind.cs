namespace Tureen.Engine.Transports.Pipes;

/// <summary>What a <see cref="PipeMessage"/> says. Other values come from later versions and are ignored.</summary>
internal enum PipeMessageKind : byte
{
    /// <summary>The first message: who sends, and whom it expects to read.</summary>
    Hello = 1,

    /// <summary>A sign of life.</summary>
    KeepAlive = 2,

    /// <summary>The state of something that the sender offers, once it was accepted.</summary>
    Source = 3,

    /// <summary>Something that the sender offered is gone.</summary>
    SourceClosed = 4,

    /// <summary>The sender has accepted something, and wants this of it.</summary>
    Wish = 5,

    /// <summary>The sender does not want something any more.</summary>
    SinkClosed = 6,
}
