package manuscript

import "testing"

// A title is entered by what it is about; one that would not be a thing's name without its first words, by these.
func TestLeadingWords(t *testing.T) {
	for _, c := range []struct{ title, want string }{
		{"档案管理工作", "档案管理工作"},
		{"做好档案管理工作", "档案管理工作〔做好〕"},
		{"加强便民服务中心规范化建设，开展政务服务工作", "便民服务中心规范化建设〔加强〕，开展政务服务工作"},
		{"做好养老（含居家，社区）服务", "养老（含居家，社区）服务〔做好〕"},
		{"健全落实消防安全责任制", "消防安全责任制〔健全落实〕"},
		{"对在崩塌、滑坡危险区从事取土的处罚", "崩塌、滑坡危险区从事取土的处罚〔对在〕"},
		{"负责辖区内传染病防治的宣传", "传染病防治的宣传〔负责辖区内〕"},
		{"开展本镇人口普查", "人口普查〔开展本镇〕"},
		{"组织人大代表视察", "人大代表视察〔组织〕"},
		{"对未经同意擅自占用城市绿化用地的处罚", "对未经同意擅自占用城市绿化用地的处罚"},
		{"实施方案的编制", "实施方案的编制"},
		{"受理和办理热线转办件", "受理和办理热线转办件"},
		{"做好", "做好"},
		{"对监察职能向村(社区）延伸，深化整治的考核", "监察职能向村(社区）延伸〔对〕，深化整治的考核"},
	} {
		lead, about := split(c.title, "本镇")
		if got := inverted(lead, about); got != c.want || lead+about != c.title {
			t.Errorf("%s: got %s, want %s", c.title, got, c.want)
		}
	}
}
