"""The secretariat's plain pages for rows: open to the staff alone, each model by its rule."""

from django.contrib import admin

site = admin.AdminSite(name="admin")
