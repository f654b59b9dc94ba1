namespace Tureen.Rooms.Page.Layouts;

/// <summary>A corner; lines begin at the start side.</summary>
internal enum StageCorner
{
    TopStart,
    TopEnd,
    BottomEnd,
    BottomStart,
}
