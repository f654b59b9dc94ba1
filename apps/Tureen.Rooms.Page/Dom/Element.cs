using System.Runtime.InteropServices.JavaScript;

namespace Tureen.Rooms.Page.Dom;

/// <summary>An element of the page. What it shows is set as text, never as markup.</summary>
internal sealed partial class Element(JSObject node)
{
    public JSObject Node => node;

    public string Text
    {
        set => SetText(node, value);
    }

    /// <summary>What a field holds.</summary>
    public string Value
    {
        get => GetValue(node);
        set => SetValue(node, value);
    }

    public bool IsHidden
    {
        set => SetHidden(node, value);
    }

    public bool IsDisabled
    {
        set => SetDisabled(node, value);
    }

    /// <summary>Whether a button that goes on and off is on.</summary>
    public bool IsPressed
    {
        set => SetAttribute("aria-pressed", value ? "true" : "false");
    }

    /// <summary>Whether a box is checked.</summary>
    public bool IsChecked
    {
        get => GetChecked(node);
        set => SetCheckedOf(node, value);
    }

    /// <summary>Whether people see it.</summary>
    public bool IsShown => GetShown(node);

    public Element Find(string selector) => new(FindIn(node, selector));

    /// <summary>Sets an attribute; null takes it away.</summary>
    public void SetAttribute(string name, string? value) => SetAttributeOf(node, name, value);

    public void SetStyle(string name, string value) => SetStyleOf(node, name, value);

    public void Append(Element child) => AppendTo(node, child.Node);

    public void Remove() => RemoveFrom(node);

    public void Clear() => ClearAll(node);

    public void Focus() => FocusOn(node);

    /// <summary>Puts it at a place in its parent; x counts from the side where lines begin.</summary>
    public void Place(double x, double y, double width, double height) => PlaceAt(node, x, y, width, height);

    /// <summary>Lets it be dragged; calls back with the corner where it was dropped: is it right, is it at the bottom.</summary>
    public void OnDrop(Action<bool, bool> callback) => WatchDrop(node, callback);

    public void ScrollToEnd() => Scroll(node);

    public void OnClick(Action callback) => On(node, "click", callback);

    public void OnSubmit(Action callback) => On(node, "submit", callback);

    public void OnChange(Action callback) => On(node, "change", callback);

    /// <summary>Calls back with the width and height inside, now and when they change.</summary>
    public void OnSize(Action<double, double> callback) => WatchSize(node, callback);

    [JSImport("onSize", Document.Module)]
    private static partial void WatchSize(JSObject element, [JSMarshalAs<JSType.Function<JSType.Number, JSType.Number>>] Action<double, double> callback);

    [JSImport("onDrop", Document.Module)]
    private static partial void WatchDrop(JSObject element, [JSMarshalAs<JSType.Function<JSType.Boolean, JSType.Boolean>>] Action<bool, bool> callback);

    [JSImport("place", Document.Module)]
    private static partial void PlaceAt(JSObject element, double x, double y, double width, double height);

    [JSImport("isChecked", Document.Module)]
    private static partial bool GetChecked(JSObject element);

    [JSImport("setChecked", Document.Module)]
    private static partial void SetCheckedOf(JSObject element, bool value);

    [JSImport("isShown", Document.Module)]
    private static partial bool GetShown(JSObject element);

    [JSImport("find", Document.Module)]
    private static partial JSObject FindIn(JSObject element, string selector);

    [JSImport("append", Document.Module)]
    private static partial void AppendTo(JSObject parent, JSObject child);

    [JSImport("remove", Document.Module)]
    private static partial void RemoveFrom(JSObject element);

    [JSImport("clear", Document.Module)]
    private static partial void ClearAll(JSObject element);

    [JSImport("text", Document.Module)]
    private static partial void SetText(JSObject element, string value);

    [JSImport("attribute", Document.Module)]
    private static partial void SetAttributeOf(JSObject element, string name, string? value);

    [JSImport("style", Document.Module)]
    private static partial void SetStyleOf(JSObject element, string name, string value);

    [JSImport("hidden", Document.Module)]
    private static partial void SetHidden(JSObject element, bool isHidden);

    [JSImport("disabled", Document.Module)]
    private static partial void SetDisabled(JSObject element, bool isDisabled);

    [JSImport("value", Document.Module)]
    private static partial string GetValue(JSObject element);

    [JSImport("setValue", Document.Module)]
    private static partial void SetValue(JSObject element, string value);

    [JSImport("focus", Document.Module)]
    private static partial void FocusOn(JSObject element);

    [JSImport("scrollToEnd", Document.Module)]
    private static partial void Scroll(JSObject element);

    [JSImport("on", Document.Module)]
    private static partial void On(JSObject element, string type, [JSMarshalAs<JSType.Function>] Action callback);
}
